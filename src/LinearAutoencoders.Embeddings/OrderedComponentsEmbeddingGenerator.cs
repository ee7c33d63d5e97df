using System.Diagnostics;
using LinearAutoencoders.Components;
using LinearAutoencoders.Retrieval;
using Microsoft.Extensions.AI;
using static System.FormattableString;

namespace LinearAutoencoders.Embeddings;

/// <summary>An embedding generator whose vectors are made smaller by ordered components, whatever model they come from.</summary>
/// <remarks>
///   One model serves every number of dimensions: who asks for fewer in <see cref="EmbeddingGenerationOptions.Dimensions"/> gets the
///   first so many. The inner generator is asked for its own vectors then, for many models know no other.
///   <para>Metadata tell the dimensions that come out, so that vector stores make room for these. Telemetry:
///   <see cref="EmbeddingTelemetry"/>.</para>
/// </remarks>
/// <typeparam name="TInput">What is embedded, text for example.</typeparam>
public sealed class OrderedComponentsEmbeddingGenerator<TInput> : DelegatingEmbeddingGenerator<TInput, Embedding<float>>
{
    private readonly PrincipalComponents model;
    private readonly VectorReduction reduction;

    /// <summary>Around another generator.</summary>
    /// <param name="inner">Gives the vectors that the model was fitted to.</param>
    /// <param name="model">The axes, of <see cref="DimensionChoice"/> or <c>lae embed fit</c>.</param>
    /// <param name="dimensions">Without options; null: as many as the model was chosen with.</param>
    /// <param name="metric">By what the vectors are compared; null: what the model was fitted for.</param>
    /// <exception cref="ArgumentException">The model has not so many axes, or does not say what it was fitted for.</exception>
    public OrderedComponentsEmbeddingGenerator(
        IEmbeddingGenerator<TInput, Embedding<float>> inner, PrincipalComponents model, int? dimensions = null, VectorMetric? metric = null)
        : base(inner)
    {
        this.model = model;
        reduction = new VectorReduction(model, dimensions, metric);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The inner generator's vectors are not of the model's length.</exception>
    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<TInput> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asked = options?.Dimensions is { } fewer && fewer != reduction.Dimensions
            ? new VectorReduction(model, fewer, reduction.Metric) : reduction;
        if (options?.Dimensions is not null)
        {
            options = options.Clone();
            options.Dimensions = null;
        }
        var full = await base.GenerateAsync(values, options, cancellationToken).ConfigureAwait(false);
        using var activity = EmbeddingTelemetry.Start(full.Count, asked.Dimensions);
        var started = Stopwatch.GetTimestamp();
        var reduced = new GeneratedEmbeddings<Embedding<float>>(full.Select(embedding => Reduced(embedding, asked)))
        {
            Usage = full.Usage,
            AdditionalProperties = full.AdditionalProperties,
        };
        EmbeddingTelemetry.End(Stopwatch.GetElapsedTime(started), asked.Dimensions);
        return reduced;
    }

    /// <inheritdoc/>
    public override object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is null && serviceType == typeof(VectorReduction)) return reduction;
        var service = base.GetService(serviceType, serviceKey);
        return service is not EmbeddingGeneratorMetadata inner ? service
            : new EmbeddingGeneratorMetadata(inner.ProviderName, inner.ProviderUri, inner.DefaultModelId, reduction.Dimensions);
    }

    private static Embedding<float> Reduced(Embedding<float> embedding, VectorReduction reduction)
    {
        if (embedding.Vector.Length != reduction.InputDimensions)
            throw new InvalidOperationException(Invariant(
                $"the generator gave a vector of {embedding.Vector.Length} values, but the model is of {reduction.InputDimensions}; ")
                + "fit a model to vectors of this generator");
        var reduced = new float[reduction.Dimensions];
        reduction.Reduce(embedding.Vector.Span, reduced);
        return new(reduced)
        {
            CreatedAt = embedding.CreatedAt,
            ModelId = embedding.ModelId,
            AdditionalProperties = embedding.AdditionalProperties,
        };
    }
}
