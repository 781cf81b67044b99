"""Roots and proofs are those of RFC 6962, against its own definition and known answers."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ledger.rules import tree
from app.ledger.rules.proofs import proves_consistency, proves_inclusion
from app.ledger.values import Place
from tests.ledger import reference

LARGEST = 20
LEAVES = [tree.leaf_hash(bytes([number])) for number in range(LARGEST)]
OTHER = sha256(b"another").digest()

Sizes = st.integers(min_value=1, max_value=150)


def many(size: int) -> list[bytes]:
    return [tree.leaf_hash(str(number).encode()) for number in range(size)]


def ranged_proof(ranges: list[tuple[int, int]], leaves: list[bytes]) -> list[bytes]:
    return [reference.root(leaves[begin:end]) for begin, end in ranges]


@pytest.mark.parametrize(
    ("made", "known"),
    [
        (tree.EMPTY_ROOT, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (tree.leaf_hash(b""), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
    ],
)
def test_the_empty_tree_and_the_empty_leaf_have_their_known_hashes(made: bytes, known: str) -> None:
    assert made.hex() == known


def test_a_leaf_is_never_taken_for_a_node() -> None:
    assert tree.node_hash(LEAVES[0], LEAVES[1]) != tree.leaf_hash(LEAVES[0] + LEAVES[1])


@pytest.mark.parametrize("size", range(LARGEST + 1))
def test_a_tree_grown_leaf_by_leaf_has_the_root_of_the_definition(size: int) -> None:
    kept: dict[Place, bytes] = {}
    for index in range(size):
        kept |= dict(tree.grown(kept, size=index, leaf_hashes=[LEAVES[index]]))
        kept[Place(0, index)] = LEAVES[index]
    assert tree.root([kept[each] for each in tree.covering(0, size)]) == reference.root(
        LEAVES[:size]
    )


@given(before=st.integers(min_value=0, max_value=70), more=st.integers(min_value=0, max_value=70))
def test_growing_at_once_gives_every_subtree_of_growing_one_by_one(before: int, more: int) -> None:
    leaves = many(before + more)
    kept = {Place(0, index): leaf for index, leaf in enumerate(leaves)}
    for index in range(before):
        kept |= dict(tree.grown(kept, size=index, leaf_hashes=[leaves[index]]))
    fresh = list(tree.grown(kept, size=before, leaf_hashes=leaves[before:]))
    assert [place.end for place, _ in fresh] == sorted(place.end for place, _ in fresh)
    for place, made in fresh:
        assert before < place.end <= before + more
        assert made == reference.root(leaves[place.end - (1 << place.level) : place.end])
    edge = kept | dict(fresh)
    assert tree.root([edge[each] for each in tree.covering(0, before + more)]) == reference.root(
        leaves
    )


@pytest.mark.parametrize("size", range(1, LARGEST + 1))
def test_every_inclusion_is_proved_as_defined(size: int) -> None:
    leaves, root = LEAVES[:size], reference.root(LEAVES[:size])
    for index in range(size):
        proof = ranged_proof(tree.inclusion_ranges(index, size), leaves)
        assert proof == reference.path(index, leaves)
        proved = [
            each
            for each in range(-1, size + 2)
            if proves_inclusion(proof, index=each, size=size, leaf_hash=leaves[index], root=root)
        ]
        assert proved == [index]


@pytest.mark.parametrize("new", range(1, LARGEST + 1))
def test_every_consistency_is_proved_as_defined(new: int) -> None:
    leaves, root = LEAVES[:new], reference.root(LEAVES[:new])
    for old in range(1, new + 1):
        proof = ranged_proof(tree.consistency_ranges(old, new), leaves)
        assert proof == reference.proof(old, leaves)
        proved = [
            each
            for each in range(-1, new + 2)
            if proves_consistency(
                proof,
                old_size=each,
                old_root=reference.root(leaves[:old]),
                new_size=new,
                new_root=root,
            )
        ]
        assert proved == [old]


def tampered(proof: list[bytes]) -> list[list[bytes]]:
    """Give a proof with a bit turned in each hash, one too few, one too many, two exchanged."""
    turned = [
        [*proof[:place], bytes([each[0] ^ 1]) + each[1:], *proof[place + 1 :]]
        for place, each in enumerate(proof)
    ]
    shorter = [proof[1:], proof[:-1]] if proof else []
    exchanged = [[proof[1], proof[0], *proof[2:]]] if len(proof) > 1 else []
    return [*turned, *shorter, *exchanged, [*proof, OTHER], [OTHER, *proof]]


@given(st.data(), Sizes)
def test_a_tampered_inclusion_proves_nothing(data: st.DataObject, size: int) -> None:
    index = data.draw(st.integers(min_value=0, max_value=size - 1))
    leaves = many(size)
    root, leaf = reference.root(leaves), leaves[index]
    proof = reference.path(index, leaves)

    def proves(
        proof: list[bytes], leaf: bytes = leaf, root: bytes = root, size: int = size
    ) -> bool:
        return proves_inclusion(proof, index=index, size=size, leaf_hash=leaf, root=root)

    assert proves(proof)
    assert not any(map(proves, tampered(proof)))
    assert not proves(proof, leaf=OTHER)
    assert not proves(proof, root=OTHER)
    assert not proves(proof, size=0)


@given(st.data(), Sizes)
def test_a_tampered_consistency_proves_nothing(data: st.DataObject, new: int) -> None:
    old = data.draw(st.integers(min_value=1, max_value=new))
    leaves = many(new)
    old_root, new_root = reference.root(leaves[:old]), reference.root(leaves)
    proof = reference.proof(old, leaves)

    def proves(
        proof: list[bytes], old_root: bytes = old_root, new_root: bytes = new_root, old: int = old
    ) -> bool:
        return proves_consistency(
            proof, old_size=old, old_root=old_root, new_size=new, new_root=new_root
        )

    assert proves(proof)
    assert not any(map(proves, tampered(proof)))
    assert not proves(proof, old_root=OTHER)
    assert not proves(proof, new_root=OTHER)
    assert not proves(proof, old=0)


@pytest.mark.parametrize("hash_", [b"", OTHER[:-1], OTHER + b"\0"])
def test_what_is_no_hash_proves_nothing(hash_: bytes) -> None:
    assert not proves_inclusion([], index=0, size=1, leaf_hash=hash_, root=hash_)
    assert not proves_inclusion([hash_], index=0, size=2, leaf_hash=OTHER, root=OTHER)
    assert not proves_consistency(
        [hash_], old_size=1, old_root=OTHER, new_size=2, new_root=tree.node_hash(OTHER, hash_)
    )


def test_an_endless_proof_is_refused_at_once() -> None:
    endless = [OTHER] * 5000
    assert not proves_inclusion(endless, index=0, size=1 << 5000, leaf_hash=OTHER, root=OTHER)
    assert not proves_consistency(
        endless, old_size=1, old_root=OTHER, new_size=1 << 5000, new_root=OTHER
    )
