using LinearAutoencoders.Data.Formats;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Data.Onnx;

/// <summary>The nodes and constants of an ONNX model.</summary>
internal sealed class OnnxGraph
{
    private readonly InputFile file;
    private readonly Dictionary<string, OnnxConstant> constants = [];
    private readonly List<OnnxNode> nodes = [];

    /// <param name="file">For errors.</param>
    /// <param name="model">The bytes of the model.</param>
    public OnnxGraph(InputFile file, ReadOnlyMemory<byte> model)
    {
        this.file = file;
        var reader = new ProtoReader(model);
        while (reader.Read())
            if (reader.Field == 7) ReadGraph(reader.Content);
    }

    /// <summary>What the graph does, if it is a projection.</summary>
    /// <exception cref="BadDataException">It is none.</exception>
    public AffineProjection Projection()
    {
        OnnxConstant? matrix = null;
        double[]? before = null, behind = null;
        foreach (var node in nodes)
        {
            if (node.Operation is "Identity" or "Cast") continue;
            var constant = node.Inputs.Skip(1).Select(constants.GetValueOrDefault).FirstOrDefault(found => found is not null)
                ?? throw file.Bad($"its {node.Operation} has no constant; {OnnxProjection.Wanted}");
            if (node.Operation is "MatMul" or "Gemm" && matrix is null)
            {
                matrix = node.IsTransposed ? constant.Transposed() : constant;
                if (node.Inputs.Count > 2) behind = Added(behind, Constant(node.Inputs[2]), sign: 1);
            }
            else if (node.Operation is "Sub" or "Add")
            {
                var sign = node.Operation == "Sub" ? -1 : 1;
                if (matrix is null) before = Added(before, constant, -sign);
                else behind = Added(behind, constant, sign);
            }
            else throw file.Bad($"its graph has a {node.Operation}; {OnnxProjection.Wanted}");
        }
        if (matrix is null || matrix.Shape.Length != 2) throw file.Bad($"its graph has no projection; {OnnxProjection.Wanted}");
        var (m, k) = ((int)matrix.Shape[0], (int)matrix.Shape[1]);
        return new(new Matrix<double>(m, k, matrix.Values), Fitting(before, m), Fitting(behind, k));
    }

    private OnnxConstant Constant(string name) =>
        constants.GetValueOrDefault(name) ?? throw file.Bad($"its {name} is no constant; {OnnxProjection.Wanted}");

    private double[] Fitting(double[]? vector, int length)
    {
        if (vector is null) return new double[length];
        if (vector.Length == 1 && length > 1) return [.. Enumerable.Repeat(vector[0], length)];
        return vector.Length == length ? vector : throw file.Bad($"it adds {vector.Length} values to {length}; export it again");
    }

    private double[] Added(double[]? sum, OnnxConstant constant, int sign)
    {
        var values = constant.Values.Select(value => sign * value).ToArray();
        if (sum is null) return values;
        if (sum.Length != values.Length) throw file.Bad("it adds vectors of different lengths; export it again");
        return [.. sum.Zip(values, (a, b) => a + b)];
    }

    private void ReadGraph(ReadOnlyMemory<byte> graph)
    {
        var reader = new ProtoReader(graph);
        while (reader.Read())
        {
            if (reader.Field == 1) nodes.Add(OnnxNode.Read(reader.Content));
            if (reader.Field != 5) continue;
            var constant = OnnxConstant.Read(file, reader.Content);
            constants[constant.Name] = constant;
        }
    }
}
