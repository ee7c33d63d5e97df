using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Retrieval;
using Microsoft.Extensions.AI;

namespace LinearAutoencoders.Embeddings;

/// <summary>Puts ordered components behind embedding generators.</summary>
public static class OrderedComponentsExtensions
{
    /// <summary>A generator whose vectors are this one's, made smaller.</summary>
    /// <param name="generator">Gives the vectors that the model was fitted to.</param>
    /// <param name="model">The axes, of <see cref="DimensionChoice"/> or <c>lae embed fit</c>.</param>
    /// <param name="dimensions">Null: as many as the model was chosen with.</param>
    /// <param name="metric">By what the vectors are compared; null: what the model was fitted for.</param>
    /// <exception cref="ArgumentException">The model has not so many axes, or does not say what it was fitted for.</exception>
    public static IEmbeddingGenerator<TInput, Embedding<float>> UseOrderedComponents<TInput>(
        this IEmbeddingGenerator<TInput, Embedding<float>> generator, PrincipalComponents model, int? dimensions = null,
        VectorMetric? metric = null) =>
        new OrderedComponentsEmbeddingGenerator<TInput>(generator, model, dimensions, metric);

    /// <summary>
    ///   The same in a pipeline: <c>services.AddEmbeddingGenerator(…).UseOrderedComponents(model, 128).UseOpenTelemetry()</c>. What is
    ///   used before sees the smaller vectors, what is used after the full ones.
    /// </summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="model">The axes, of <see cref="DimensionChoice"/> or <c>lae embed fit</c>.</param>
    /// <param name="dimensions">Null: as many as the model was chosen with.</param>
    /// <param name="metric">By what the vectors are compared; null: what the model was fitted for.</param>
    public static EmbeddingGeneratorBuilder<TInput, Embedding<float>> UseOrderedComponents<TInput>(
        this EmbeddingGeneratorBuilder<TInput, Embedding<float>> builder, PrincipalComponents model, int? dimensions = null,
        VectorMetric? metric = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use(inner => inner.UseOrderedComponents(model, dimensions, metric));
    }

    /// <summary>The same with a model of a file, which is read when the pipeline is built.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="path">The file, of <c>lae embed fit</c>.</param>
    /// <param name="dimensions">Null: as many as the model was chosen with.</param>
    /// <param name="metric">By what the vectors are compared; null: what the model was fitted for.</param>
    public static EmbeddingGeneratorBuilder<TInput, Embedding<float>> UseOrderedComponents<TInput>(
        this EmbeddingGeneratorBuilder<TInput, Embedding<float>> builder, string path, int? dimensions = null, VectorMetric? metric = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use(inner => inner.UseOrderedComponents(ModelFile.Load(path), dimensions, metric));
    }
}
