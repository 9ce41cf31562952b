"""Health topics made up for the tests: the shapes are MedlinePlus's, the words are not."""

from __future__ import annotations

TOPIC = """<health-topic meta-desc="About glub." title="Glub Fever" url="https://medlineplus.gov/glubfever.html" id="777"
 language="English" date-created="12/22/2015">
<also-called>Glubitis</also-called><also-called>GF</also-called><also-called>glub fever</also-called>
<full-summary>&lt;h3&gt;What is &lt;a href="https://x.test"&gt;glub&lt;/a&gt; fever?&lt;/h3&gt;
&lt;p&gt;Glub fever is mild &amp;amp; short. It costs 10&lt;sup&gt;5&lt;/sup&gt; marks.&lt;/p&gt;

&lt;p&gt;Signs include:&lt;/p&gt;
&lt;ul&gt;
&lt;li&gt;A rash&lt;/li&gt;
&lt;li&gt;Red eyes, such as
&lt;ul&gt;&lt;li&gt;both&lt;/li&gt;&lt;/ul&gt;&lt;/li&gt;
&lt;/ul&gt;
&lt;h3&gt;What helps?&lt;/h3&gt;&lt;p&gt;Rest helps.&lt;/p&gt;&lt;p class=""&gt;NIH: National Institute of Glub&lt;/p&gt;
</full-summary>
<group url="https://medlineplus.gov/infections.html" id="12">Infections</group>
<language-mapped-topic url="https://medlineplus.gov/spanish/glubfever.html" id="778" language="Spanish">Fiebre glub
</language-mapped-topic>
<mesh-heading><descriptor id="D1">Fever</descriptor><qualifier id="Q1">therapy</qualifier></mesh-heading>
<other-language vernacular="Deutsch" url="https://medlineplus.gov/languages/glub.html">German</other-language>
<primary-institute url="https://www.nih.gov/">National Institute of Glub</primary-institute>
<related-topic url="https://medlineplus.gov/fever.html" id="1">Fever</related-topic>
<see-reference>Fever, glub</see-reference>
<site title="A page" url="https://example.org/"><information-category>Start Here</information-category>
<organization>A house</organization><standard-description>Description text.</standard-description></site>
</health-topic>"""

SPANISH = """<health-topic title="Fiebre glub" url="https://medlineplus.gov/spanish/glubfever.html" id="778"
 language="Spanish" date-created="12/22/2015"><full-summary>&lt;p&gt;La fiebre es leve.&lt;/p&gt;</full-summary>
</health-topic>"""

BARE = """<health-topic title="Bare" url="https://medlineplus.gov/bare.html" id="9" language="English"
 date-created="01/02/2003"><full-summary></full-summary></health-topic>"""


def topics(*parts: str) -> str:
    """A whole file of these topics."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE health-topics PUBLIC "-//NLM//DTD health-topics //EN"'
        ' "https://medlineplus.gov/xml/mplus_topics.dtd">\n'
        '<health-topics total="3" date-generated="08/10/2024 02:30:32">\n' + "\n".join(parts) + "\n</health-topics>\n"
    )


def answer(*parts: str) -> str:
    """What the search service says."""
    listed = "".join(
        f'<document rank="{n}" url="https://medlineplus.gov/"><content name="healthTopic">{part}</content></document>'
        for n, part in enumerate(parts)
    )
    return f"<nlmSearchResult><term>glub</term><count>{len(parts)}</count><list>{listed}</list></nlmSearchResult>"


MEDLINEPLUS = topics(TOPIC, SPANISH, BARE)
