"""Password hashes."""

import re
import unicodedata

import pytest

from access import passwords
from access.passwords import LONGEST, NOBODY, hash_password, new_password, verify_password


def test_hashes_are_argon2id_with_the_agreed_cost():
    parameters = "$argon2id$v=19$m=19456,t=3,p=1$"
    assert hash_password("mật khẩu dài").startswith(parameters)
    assert NOBODY.startswith(parameters)


def test_only_the_right_password_matches():
    password_hash = hash_password("đoàn-kiểm-tra-1")
    assert verify_password("đoàn-kiểm-tra-1", password_hash)
    assert not verify_password("đoàn-kiểm-tra-2", password_hash)
    assert not verify_password("", password_hash)


def test_composed_and_decomposed_letters_are_one_password():
    password_hash = hash_password(unicodedata.normalize("NFC", "Tân Hòa 2027"))
    assert verify_password(unicodedata.normalize("NFD", "Tân Hòa 2027"), password_hash)


def test_a_longer_text_with_the_right_beginning_is_wrong():
    right = "a" * LONGEST
    assert verify_password(right, hash_password(right))
    assert not verify_password(right + "b", hash_password(right))


@pytest.mark.parametrize("password_hash", ["", "not a hash", "$argon2id$v=19$m=19456,t=3,p=1$AAAA"])
def test_a_broken_hash_lets_nobody_in(password_hash):
    assert not verify_password("anything at all", password_hash)


def test_nobody_costs_one_verification_like_everybody(monkeypatch):
    asked = []
    hasher = passwords.HASHER

    class Counting:
        def verify(self, password_hash, password):
            asked.append(password_hash)
            return hasher.verify(password_hash, password)

    monkeypatch.setattr(passwords, "HASHER", Counting())
    assert not verify_password("anything", None)
    assert asked == [NOBODY]


def test_new_passwords_are_readable_and_never_the_same():
    made = {new_password() for _ in range(50)}
    assert len(made) == 50
    assert all(re.fullmatch(r"([a-hj-km-np-z2-9]{4}-){3}[a-hj-km-np-z2-9]{4}", password) for password in made)
