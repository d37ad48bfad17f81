"""Plays WhatsApp: encrypts each request of a JSON array from stdin, posts it, and decrypts the answer.

Usage: client.py PUBLIC_KEY_FILE URL APP_SECRET. It prints an array of [status, answer].
"""
import base64
import hashlib
import hmac
import json
import os
import sys
import urllib.error
import urllib.request

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

OAEP = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)


def exchange(public_key, url, secret, request):
    key, iv = os.urandom(16), os.urandom(16)
    data = AESGCM(key).encrypt(iv, json.dumps(request).encode(), None)
    body = json.dumps({
        "encrypted_flow_data": base64.b64encode(data).decode(),
        "encrypted_aes_key": base64.b64encode(public_key.encrypt(key, OAEP)).decode(),
        "initial_vector": base64.b64encode(iv).decode(),
    }).encode()
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    post = urllib.request.Request(url, body, {
        "Content-Type": "application/json", "X-Hub-Signature-256": "sha256=" + signature})
    try:
        answer = urllib.request.urlopen(post)
    except urllib.error.HTTPError as error:
        answer = error
    text = answer.read()
    if answer.status not in (200, 427):
        return [answer.status, text.decode()]
    flipped = bytes(byte ^ 0xFF for byte in iv)
    return [answer.status, json.loads(AESGCM(key).decrypt(flipped, base64.b64decode(text), None))]


with open(sys.argv[1], "rb") as pem:
    public = serialization.load_pem_public_key(pem.read())
print(json.dumps([exchange(public, sys.argv[2], sys.argv[3], request) for request in json.load(sys.stdin)]))
