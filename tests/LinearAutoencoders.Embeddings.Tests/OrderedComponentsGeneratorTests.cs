using System.Diagnostics;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Retrieval;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace LinearAutoencoders.Embeddings.Tests;

public class OrderedComponentsGeneratorTests
{
    private const int Full = 20;

    private static readonly PrincipalComponents Model = DimensionChoice.Fit(
        SampleSource.OfRows(Enumerable.Range(0, 300).Select(i => Embedded($"text {i}")), Full),
        new DimensionOptions { Dimensions = [3, 6, 12, Full], Target = 0.9, LearningCurve = false }).Model;

    [Fact]
    public async Task Vectors_AreTheModelsScores_AtLengthOne()
    {
        using var generator = new Generator().UseOrderedComponents(Model, dimensions: 6);
        var embeddings = await generator.GenerateAsync(["a", "b"], cancellationToken: TestContext.Current.CancellationToken);
        var expected = new float[6];
        new VectorReduction(Model, 6).Reduce(Embedded("b"), expected);
        Assert.Equal(expected, embeddings[1].Vector.ToArray());
        Assert.Equal(1, expected.Sum(value => (double)value * value), 1e-6);
        Assert.Equal(("local", 2), (embeddings[1].ModelId, embeddings.Usage!.InputTokenCount));
    }

    [Fact]
    public async Task Dimensions_AreThoseAskedFor_AndTheInnerGeneratorIsNotAsked()
    {
        var inner = new Generator();
        using var generator = inner.UseOrderedComponents(Model);
        Assert.Equal(ChosenBy(Model), (await generator.GenerateVectorAsync("a", cancellationToken: default)).Length);
        var options = new EmbeddingGenerationOptions { Dimensions = 3 };
        var three = (await generator.GenerateVectorAsync("a", options, default)).ToArray();
        Assert.Equal(3, three.Length);
        Assert.Null(inner.AskedDimensions);
        Assert.Equal(3, options.Dimensions);
        // The first of six, at length 1 again.
        var six = (await generator.GenerateVectorAsync("a", new() { Dimensions = 6 }, default)).ToArray();
        var length = Math.Sqrt(six.Take(3).Sum(value => (double)value * value));
        Assert.All(three.Zip(six), pair => Assert.Equal(pair.First, pair.Second / length, 1e-6));
    }

    [Fact]
    public async Task Pipeline_OfServices_KnowsTheDimensions()
    {
        var path = Path.GetTempFileName();
        Model.Save(path);
        var services = new ServiceCollection();
        services.AddEmbeddingGenerator(new Generator()).UseOrderedComponents(path, dimensions: 12);
        await using var provider = services.BuildServiceProvider();
        var generator = provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();
        Assert.Equal(12, (await generator.GenerateVectorAsync("a", cancellationToken: default)).Length);
        var metadata = generator.GetRequiredService<EmbeddingGeneratorMetadata>();
        Assert.Equal(("here", "local", 12), (metadata.ProviderName, metadata.DefaultModelId, metadata.DefaultModelDimensions));
        Assert.Equal(VectorMetric.Cosine, generator.GetRequiredService<VectorReduction>().Metric);
        File.Delete(path);
    }

    [Fact]
    public async Task Telemetry_TellsDimensionsAndCount()
    {
        var ended = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == EmbeddingTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var generator = new Generator().UseOrderedComponents(Model, dimensions: 6);
        await generator.GenerateAsync(["a", "b", "c"], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains(ended, activity => activity.OperationName == "reduce_embeddings"
            && activity.GetTagItem("gen_ai.embeddings.dimension.count") is 6 && activity.GetTagItem("embeddings.count") is 3);
    }

    [Fact]
    public async Task OtherVectors_AreRefused_WithTheMend()
    {
        using var generator = new Generator(Full + 1).UseOrderedComponents(Model);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => generator.GenerateAsync(["a"], cancellationToken: default));
        Assert.Equal("the generator gave a vector of 21 values, but the model is of 20; fit a model to vectors of this generator",
            refused.Message);
        Assert.Throws<ArgumentException>(() => new Generator().UseOrderedComponents(Model, dimensions: Full + 1));
    }

    private static int ChosenBy(PrincipalComponents model) => new VectorReduction(model).Dimensions;

    private static float[] Embedded(string text) => Embedded(text, Full);

    /// <summary>A vector that the text alone decides, with directions of different strength.</summary>
    private static float[] Embedded(string text, int length)
    {
        var vector = new float[length];
        new RandomSource(text.Aggregate(7UL, (hash, letter) => hash * 31 + letter)).FillNormal(vector.AsSpan());
        for (var i = 0; i < length; i++) vector[i] = 0.2f + vector[i] / (1 + i);
        return vector;
    }

    private sealed class Generator(int length = Full) : IEmbeddingGenerator<string, Embedding<float>>
    {
        private readonly EmbeddingGeneratorMetadata metadata = new("here", null, "local", length);

        public int? AskedDimensions { get; private set; }

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            AskedDimensions = options?.Dimensions;
            var embeddings = values.Select(value => new Embedding<float>(Embedded(value, length)) { ModelId = "local" }).ToList();
            return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(embeddings)
            {
                Usage = new UsageDetails { InputTokenCount = embeddings.Count },
            });
        }

        public object? GetService(Type serviceType, object? serviceKey = null) =>
            serviceType == typeof(EmbeddingGeneratorMetadata) ? metadata : serviceType.IsInstanceOfType(this) ? this : null;

        public void Dispose() { }
    }
}
