#!/usr/bin/env python3
"""The same MNIST training steps, written plainly in PyTorch and run by `lae`: milliseconds per full-batch epoch, and their ratio.

    python3 benchmarks/peers/mnist_step.py --lae src/LinearAutoencoders.Cli/bin/Release/net10.0/lae --mnist DIR [--threads 2]

float32, k = 20, Nesterov momentum 0.9. Both sides run in turns, several rounds each, and the fastest round of each counts, so that
a noisy machine disturbs both alike. Needs numpy and PyTorch (Debian: python3-torch); this folder is the only place that does.
"""
import argparse
import gzip
import json
import os
import struct
import subprocess
import tempfile
import time

# Older OpenBLAS does not know newer processors; without this it would fall back to its slowest kernels.
os.environ.setdefault("OPENBLAS_CORETYPE", "SkylakeX")

import numpy as np
import torch

K, RATE, RHO = 20, 3e-3, 0.9


def read_mnist(folder):
    """All training images, one a row, pixels in [0, 1], centred."""
    path = os.path.join(folder, "train-images-idx3-ubyte.gz")
    with gzip.open(path) as file:
        _, count, rows, columns = struct.unpack(">IIII", file.read(16))
        pixels = np.frombuffer(file.read(), np.uint8).reshape(count, rows * columns)
    samples = pixels.astype(np.float32) / 255
    return torch.from_numpy(samples - samples.mean(axis=0))


class Peer:
    """A linear autoencoder, its loss by autograd, and torch's own optimizer."""

    def __init__(self, samples, method):
        self.samples, self.method = samples, method
        torch.manual_seed(0)
        self.encoder = (1e-4 * torch.randn(K, samples.shape[1])).requires_grad_()
        self.decoder = (1e-4 * torch.randn(samples.shape[1], K)).requires_grad_()
        self.optimizer = torch.optim.SGD([self.encoder, self.decoder], lr=RATE, momentum=0.9, nesterov=True)
        prior = RHO ** torch.arange(K) * (1 - RHO)
        prior[-1] = RHO ** (K - 1)
        self.prior = torch.distributions.Categorical(prior)

    def step(self):
        self.optimizer.zero_grad()
        latents = self.samples @ self.encoder.T
        if self.method == "nested-dropout":
            last = self.prior.sample((len(self.samples), 1))
            latents = latents * (torch.arange(K) <= last)
        loss = ((self.samples - latents @ self.decoder.T) ** 2).sum() / len(self.samples)
        loss.backward()
        if self.method == "rag":
            with torch.no_grad():
                covariance = latents.T @ latents / len(self.samples)
                rotation = (covariance.triu(1) - covariance.tril(-1)) / 2
                self.encoder.grad -= rotation @ self.encoder
                self.decoder.grad += self.decoder @ rotation
        self.optimizer.step()

    def milliseconds(self, epochs):
        start = time.perf_counter()
        for _ in range(epochs):
            self.step()
        return 1000 * (time.perf_counter() - start) / epochs


def lae_milliseconds(options, method, moment, epochs):
    with tempfile.TemporaryDirectory() as folder:
        command = [options.lae, "train", "--data", f"mnist:{options.mnist}", "-k", str(K), "--method", method, "--moment", moment,
                   "--learning-rate", str(RATE), "--epochs", str(epochs), "--eval-every", str(epochs),
                   "--threads", str(options.threads), "--out", os.path.join(folder, "run"), "--json", "--quiet"]
        answer = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return 1000 * answer["result"]["seconds"] / epochs


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lae", required=True, help="the tool's executable")
    parser.add_argument("--mnist", required=True, help="folder of train-images-idx3-ubyte.gz")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    samples = read_mnist(options.mnist)
    peers = {method: Peer(samples, method) for method in ("rag", "nested-dropout")}
    ours = [("rag", "samples", 20), ("rag", "dense", 2000), ("rag", "spectral", 10000), ("nested-dropout", "samples", 20)]
    torch_best = dict.fromkeys(peers, float("inf"))
    lae_best = dict.fromkeys(ours, float("inf"))
    for _ in range(options.rounds):
        for method, peer in peers.items():
            peer.step()
            torch_best[method] = min(torch_best[method], peer.milliseconds(5))
        for case in ours:
            lae_best[case] = min(lae_best[case], lae_milliseconds(options, *case))
    print(f"PyTorch {torch.__version__}, {options.threads} threads, fastest of {options.rounds} rounds\n")
    print("| method | moment | PyTorch, ms/epoch | lae, ms/epoch | ratio |\n|---|---|--:|--:|--:|")
    for method, moment, epochs in ours:
        theirs, mine = torch_best[method], lae_best[method, moment, epochs]
        print(f"| {method} | {moment} | {theirs:.1f} | {mine:.3g} | {theirs / mine:,.1f} |")


if __name__ == "__main__":
    main()
