using LinearAutoencoders.Components;
using Microsoft.ML;
using Microsoft.ML.Transforms.Onnx;

namespace LinearAutoencoders.MachineLearning;

/// <summary>Ordered principal components in ML.NET pipelines.</summary>
public static class OrderedComponentsCatalog
{
    /// <summary>Projects a column of vectors onto the ordered principal components that are fitted to it.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c>.</param>
    /// <param name="outputColumnName">The column for the scores.</param>
    /// <param name="inputColumnName">A column of vectors of <see cref="float"/>, all of one size.</param>
    /// <param name="options">How many components, and of what.</param>
    public static OrderedComponentsEstimator ProjectToOrderedComponents(
        this TransformsCatalog catalog, string outputColumnName, string inputColumnName, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        ArgumentException.ThrowIfNullOrEmpty(inputColumnName);
        ArgumentNullException.ThrowIfNull(options);
        if (outputColumnName == inputColumnName)
            throw new ArgumentException($"'{inputColumnName}' is input and output; name another column for the scores");
        return new(catalog, outputColumnName, inputColumnName, options);
    }

    /// <summary>Projects a column onto components that were fitted before.</summary>
    /// <param name="catalog"><c>mlContext.Transforms</c></param>
    /// <param name="outputColumnName">The column for the scores.</param>
    /// <param name="inputColumnName">A column of vectors of <see cref="float"/>, all of one size.</param>
    /// <param name="model">The components.</param>
    public static OnnxScoringEstimator ProjectToOrderedComponents(
        this TransformsCatalog catalog, string outputColumnName, string inputColumnName, PrincipalComponents model)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(model);
        return OrderedComponentsEstimator.Transformer(catalog, model, outputColumnName, inputColumnName);
    }
}
