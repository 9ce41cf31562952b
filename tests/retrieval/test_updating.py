"""`osler index update` reads only what changed since it was added."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.retrieval.library import Library, added, no_encoder, two_files


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return two_files(tmp_path)


def test_nothing_changed_and_no_encoder_is_opened(library: Library) -> None:
    generation = added(library).json("info")["generation"]
    report = library.json("update", encoder=no_encoder)
    assert (report["files_unchanged"], report["files_read"], report["added"]) == (2, 0, 0)
    assert library.json("info")["generation"] == generation
    assert "Nothing has changed" in library.run("update", encoder=no_encoder)


def test_a_file_only_touched_is_not_read(library: Library) -> None:
    added(library)
    (library.files / "heart.jsonl").touch()
    assert library.json("update", encoder=no_encoder)["files_unchanged"] == 2


def test_a_changed_file_is_read_and_the_others_are_not(library: Library) -> None:
    added(library)
    library.write("heart.jsonl", Angina="Angina comes with effort.", Stroke="A stroke harms the brain.")
    report = library.json("update")
    assert (report["files_unchanged"], report["files_read"]) == (1, 1)
    assert (report["added"], report["updated"], report["unchanged"]) == (0, 1, 1)
    assert library.held()["Angina"] == "Angina comes with effort."
    assert library.json("update", encoder=no_encoder)["files_unchanged"] == 2


def test_a_change_that_keeps_the_size_and_not_the_time(library: Library) -> None:
    added(library)
    library.write("lungs.jsonl", Asthma="Asthma narrows the airway!.")
    assert library.json("update")["updated"] == 1


def test_a_new_file_is_read(library: Library) -> None:
    added(library)
    library.write("skin.jsonl", Eczema="Eczema itches.")
    report = library.json("update")
    assert (report["files_read"], report["added"]) == (1, 1)
    assert set(library.held()) == {"Angina", "Stroke", "Asthma", "Eczema"}


def test_all_reads_everything_again(library: Library) -> None:
    added(library)
    report = library.json("update", "--all")
    assert (report["files_read"], report["unchanged"], report["updated"]) == (2, 3, 0)


def test_documents_of_a_file_that_is_gone_stay_until_told(library: Library) -> None:
    added(library)
    (library.files / "heart.jsonl").unlink()
    report = library.json("update", encoder=no_encoder)
    assert (report["files_missing"], report["missing_documents"], report["removed"]) == (1, 2, 0)
    assert "--remove-missing" in library.run("update", encoder=no_encoder)
    assert len(library.held()) == 3
    report = library.json("update", "--remove-missing", encoder=no_encoder)
    assert (report["missing_documents"], report["removed"]) == (2, 2)
    assert set(library.held()) == {"Asthma"}
    report = library.json("update", "--remove-missing", encoder=no_encoder)
    assert (report["files_missing"], report["missing_documents"], report["removed"]) == (0, 0, 0)


def test_a_file_that_comes_back_is_read(library: Library) -> None:
    added(library)
    text = (library.files / "heart.jsonl").read_text()
    (library.files / "heart.jsonl").unlink()
    library.run("update", "--remove-missing")
    (library.files / "heart.jsonl").write_text(text)
    assert library.json("update")["added"] == 2


def test_a_folder_that_is_gone(library: Library) -> None:
    added(library)
    library.files.rename(library.files.with_name("elsewhere"))
    out = library.run("update", encoder=no_encoder)
    assert "it does not exist any more" in out
    assert len(library.held()) == 3
    assert library.json("update", "--remove-missing", encoder=no_encoder)["removed"] == 3
    assert library.held() == {}
    assert library.ledger().additions == ()


def test_a_document_that_left_its_file_is_missing(library: Library) -> None:
    added(library)
    library.write("heart.jsonl", Angina="Angina is chest pain.")
    report = library.json("update")
    assert (report["missing_documents"], report["removed"]) == (1, 0)
    assert library.json("update", encoder=no_encoder)["missing_documents"] == 1
    assert library.json("update", "--remove-missing", encoder=no_encoder)["removed"] == 1
    assert set(library.held()) == {"Angina", "Asthma"}


def test_a_document_that_moved_to_another_file_is_not_missing(library: Library) -> None:
    added(library)
    (library.files / "moved").mkdir()
    (library.files / "heart.jsonl").rename(library.files / "moved" / "heart.jsonl")
    report = library.json("update", "--remove-missing")
    assert (report["unchanged"], report["missing_documents"], report["removed"]) == (2, 0, 0)
    assert len(library.held()) == 3
    assert len(library.ledger().additions[0].files) == 2


def test_a_file_that_broke_keeps_its_documents_and_is_tried_again(library: Library) -> None:
    added(library)
    good = (library.files / "heart.jsonl").read_bytes()
    (library.files / "heart.jsonl").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    report = library.json("update", "--remove-missing")
    assert len(report["failed_files"]) == 1
    assert (report["missing_documents"], report["removed"]) == (0, 0)
    assert len(library.held()) == 3
    assert len(library.json("update")["failed_files"]) == 1
    (library.files / "heart.jsonl").write_bytes(good)
    report = library.json("update")
    assert (report["failed_files"], report["unchanged"]) == ([], 2)


def test_what_the_user_removed_stays_out(library: Library) -> None:
    added(library)
    library.run("remove", library.id_of("Stroke"))
    library.write("heart.jsonl", Angina="Angina comes with effort.", Stroke="A stroke is an emergency.")
    report = library.json("update")
    assert (report["updated"], report["added"], report["kept_out"]) == (1, 0, 1)
    assert set(library.held()) == {"Angina", "Asthma"}
    library.run("add", str(library.files))
    assert set(library.held()) == {"Angina", "Asthma", "Stroke"}


def test_adding_again_replaces_what_is_on_record(library: Library) -> None:
    added(library)
    library.write("heart.jsonl", Angina="Angina comes with effort.")
    added(library)
    assert len(library.ledger().additions) == 1
    assert library.json("update", encoder=no_encoder)["missing_documents"] == 1


def test_several_places_each_with_its_format(library: Library, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("# Gout\n\nGout is a painful swelling of a joint.\n")
    library.run("add", str(library.files))
    library.run("add", str(notes), "--format", "markdown")
    assert [addition.format for addition in library.ledger().additions] == ["", "markdown"]
    notes.write_text("# Gout\n\nGout often begins in the big toe.\n")
    report = library.json("update")
    assert (report["files_read"], report["files_unchanged"], report["updated"]) == (1, 2, 1)


def test_the_handbook_is_a_place_of_its_own(library: Library) -> None:
    library.run("add", "handbook")
    assert library.ledger().additions[0].place == "handbook"
    assert all(not Path(entry.path).is_absolute() for entry in library.ledger().additions[0].files)
    assert library.json("update", encoder=no_encoder)["files_unchanged"] > 10


def test_two_files_with_one_document(library: Library) -> None:
    """The first gives it; when that one is gone, the other does."""
    for folder, text in (("a", "Gout hurts."), ("b", "Gout comes at night.")):
        (library.files / folder).mkdir()
        library.write(f"{folder}/gout.jsonl", Gout=text)
    assert added(library).held()["Gout"] == "Gout hurts."
    library.write("b/gout.jsonl", Gout="Gout comes and goes.")
    assert library.json("update")["updated"] == 0
    assert library.held()["Gout"] == "Gout hurts."
    (library.files / "a" / "gout.jsonl").unlink()
    report = library.json("update", "--remove-missing")
    assert (report["removed"], report["updated"]) == (0, 1)
    assert library.held()["Gout"] == "Gout comes and goes."


def pubmed(path: Path, *articles: str, deleted: str = "") -> None:
    """A file as PubMed ships it: articles "1=Title", and the ids of those that are withdrawn."""
    text = "".join(
        f"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article><ArticleTitle>{title}</ArticleTitle>"
        f"<Abstract><AbstractText>Of {title}.</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>"
        for pmid, _, title in (article.partition("=") for article in articles)
    )
    withdrawn = f"<DeleteCitation><PMID>{deleted}</PMID></DeleteCitation>" if deleted else ""
    path.write_text(f'<?xml version="1.0"?><PubmedArticleSet>{text}{withdrawn}</PubmedArticleSet>')


def test_of_pubmed_the_last_file_is_right(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "pubmed"
    folder.mkdir()
    pubmed(folder / "n1.xml", "1=Gout", "2=Scurvy")
    pubmed(folder / "n2.xml", "1=Gout, corrected")
    library.run("add", str(folder))
    assert set(library.held()) == {"Gout, corrected", "Scurvy"}
    pubmed(folder / "n1.xml", "1=Gout, of old", "2=Scurvy, of old")
    library.run("update")
    assert set(library.held()) == {"Gout, corrected", "Scurvy, of old"}
    pubmed(folder / "n3.xml", "1=Gout, corrected twice", deleted="2")
    report = library.json("update")
    assert (report["updated"], report["withdrawn"], report["removed"]) == (1, 1, 0)
    assert set(library.held()) == {"Gout, corrected twice"}
    assert library.json("update", encoder=no_encoder)["files_unchanged"] == 3


def test_what_is_withdrawn_goes_when_it_is_added_too(library: Library, tmp_path: Path) -> None:
    pubmed(tmp_path / "n1.xml", "1=Gout", "2=Scurvy")
    pubmed(tmp_path / "n2.xml", "3=Rickets", deleted="2")
    library.run("add", str(tmp_path / "n1.xml"))
    assert library.json("add", str(tmp_path / "n2.xml"))["withdrawn"] == 1
    assert set(library.held()) == {"Gout", "Rickets"}
