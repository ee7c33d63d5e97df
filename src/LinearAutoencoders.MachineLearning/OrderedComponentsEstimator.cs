using LinearAutoencoders.Components;
using LinearAutoencoders.Data.Onnx;
using Microsoft.ML;
using Microsoft.ML.Transforms.Onnx;

namespace LinearAutoencoders.MachineLearning;

/// <summary>Fits ordered principal components to a column, and projects it onto them.</summary>
/// <remarks>
///   What is fitted is ML.NET's own transformer of an ONNX model, so that <c>mlContext.Model.Save</c> and <c>Load</c> keep it, the
///   graph inside; no file is needed beside it. Scores are single precision, the mean is subtracted before the product.
/// </remarks>
public sealed class OrderedComponentsEstimator : IEstimator<OnnxTransformer>
{
    private readonly TransformsCatalog catalog;
    private readonly string outputColumnName;
    private readonly string inputColumnName;
    private readonly FitOptions options;

    internal OrderedComponentsEstimator(TransformsCatalog catalog, string outputColumnName, string inputColumnName, FitOptions options) =>
        (this.catalog, this.outputColumnName, this.inputColumnName, this.options) =
        (catalog, outputColumnName, inputColumnName, options);

    /// <summary>Is told of the components of each fit: to look at their certificate, or to save them.</summary>
    public event Action<PrincipalComponents>? Fitted;

    /// <summary>Fits to a data view.</summary>
    /// <exception cref="BadDataException">The data has not so many components, or a value is not finite.</exception>
    /// <exception cref="ArgumentException">There is no such column, or it is no vector of numbers.</exception>
    public OnnxTransformer Fit(IDataView input)
    {
        var model = PrincipalComponents.Fit(new DataViewSource(input, inputColumnName), options);
        Fitted?.Invoke(model);
        return Transformer(catalog, model, outputColumnName, inputColumnName).Fit(input);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        // Shapes of columns cannot be made outside of ML.NET; its own projection has the same.
        catalog.ProjectToPrincipalComponents(outputColumnName, inputColumnName, rank: 1).GetOutputSchema(inputSchema);

    internal static OnnxScoringEstimator Transformer(
        TransformsCatalog catalog, PrincipalComponents model, string outputColumnName, string inputColumnName)
    {
        var graph = new MemoryStream();
        model.SaveOnnx(graph, new OnnxExportOptions { Input = inputColumnName, Output = outputColumnName });
        graph.Position = 0;
        return catalog.ApplyOnnxModel(outputColumnName, inputColumnName, graph);
    }
}
