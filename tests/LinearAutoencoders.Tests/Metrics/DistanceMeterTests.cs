using CsCheck;
using LinearAutoencoders.Metrics;
using LinearAutoencoders.Numerics;

namespace LinearAutoencoders.Tests.Metrics;

/// <summary>The distances of Definitions 7.1 and 7.2, against their definitions and what they must not see.</summary>
public class DistanceMeterTests
{
    /// <summary>Sums of m products of numbers up to 1, and an orthonormal basis of columns of condition number below some 10⁴.</summary>
    private const double Tolerance = 1e-10;

    [Fact]
    public void Distances_AreTheirDefinitions() => Generators.Problems.Sample(problem =>
    {
        var directions = Directions(problem);
        var weights = problem.Weights();
        var distances = new DistanceMeter(directions).Measure(weights);
        Close.Assert(Alignment(directions, weights.DecoderTransposed), distances.AxisAlignment, Tolerance, "axis alignment");
        Close.Assert(
            Alignment(directions, weights.DecoderTransposed, inOrder: true), distances.OrderedAlignment, Tolerance, "ordered alignment");
        Close.Assert(Subspace(directions, weights.DecoderTransposed), distances.Subspace, Tolerance, "subspace");
        Close.Assert(Transpose(weights), distances.Transpose, Tolerance * (1 + Transpose(weights)), "transpose");
    });

    [Fact]
    public void Distances_AreTheirDefinitions_InTheEigenbasis() => Generators.Problems.Sample(problem =>
    {
        var axes = new Matrix<double>(problem.K, problem.M);
        for (var i = 0; i < problem.K; i++) axes[i, i] = 1;
        var weights = problem.Weights();
        var distances = new DistanceMeter(axes).Measure(weights);
        Close.Assert(Alignment(axes, weights.DecoderTransposed), distances.AxisAlignment, Tolerance, "axis alignment");
        Close.Assert(Subspace(axes, weights.DecoderTransposed), distances.Subspace, Tolerance, "subspace");
    });

    [Fact]
    public void Distances_AreZero_AtTheComponentsInAnyOrderAndOfAnySign() => Generators.Problems.Sample(problem =>
    {
        var directions = Directions(problem);
        var weights = new Weights<double>(problem.K, problem.M);
        for (var i = 0; i < problem.K; i++)
            for (var j = 0; j < problem.M; j++)
                weights.DecoderTransposed[i, j] = weights.Encoder[i, j] = (i % 2 == 0 ? 1 : -1) * directions[problem.K - 1 - i, j];
        var distances = new DistanceMeter(directions).Measure(weights);
        // The offset 1e-8 in the norm makes a unit column's cosine 1 − 1e-8.
        Close.Assert(2e-8, distances.AxisAlignment, 1e-12, "axis alignment");
        // In the reverse order only the middle one is in its place.
        Close.Assert(1 - (problem.K % 2) / (double)problem.K, distances.OrderedAlignment, 3e-8, "ordered alignment");
        Close.Assert(0, distances.Subspace, Tolerance, "subspace");
        Assert.Equal(0, distances.Transpose);
    });

    [Fact]
    public void AxisAlignment_IsTheSquaredSine_OfAPlaneRotation() => Gen.Double[0, Math.PI / 4].Sample(angle =>
    {
        var directions = Directions(new Problem(K: 2, M: 5, N: 1, Seed: 2));
        var weights = new Weights<double>(2, 5);
        for (var j = 0; j < 5; j++)
        {
            weights.DecoderTransposed[0, j] = Math.Cos(angle) * directions[0, j] + Math.Sin(angle) * directions[1, j];
            weights.DecoderTransposed[1, j] = Math.Cos(angle) * directions[1, j] - Math.Sin(angle) * directions[0, j];
        }
        var distances = new DistanceMeter(directions).Measure(weights);
        Close.Assert(Math.Pow(Math.Sin(angle), 2), distances.AxisAlignment, 2e-8, "axis alignment");
        Close.Assert(0, distances.Subspace, Tolerance, "subspace");
    });

    [Fact]
    public void Subspace_DoesNotSeeTheBasis_AlignmentDoesNotSeeLengths() => Generators.Problems.Sample(problem =>
    {
        var meter = new DistanceMeter(Directions(problem));
        var weights = problem.Weights();
        var before = meter.Measure(weights);

        var mixed = weights.Clone();
        MatrixProduct.Multiply(problem.Invertible(), weights.DecoderTransposed, mixed.DecoderTransposed);
        Close.Assert(before.Subspace, meter.Measure(mixed).Subspace, Tolerance, "subspace of another basis");

        var scaled = weights.Clone();
        for (var i = 0; i < problem.K; i++)
            foreach (ref var value in scaled.DecoderTransposed.Row(i)) value *= i + 2;
        // The offset 1e-8 is seen: of a column's squared cosine it takes 2e-8 / length.
        var shortest = Enumerable.Range(0, problem.K).Min(i => Close.Length(weights.DecoderTransposed.Row(i)));
        Close.Assert(before.AxisAlignment, meter.Measure(scaled).AxisAlignment, 2e-8 / shortest + Tolerance, "alignment of longer columns");
    });

    [Fact]
    public void Subspace_IsWhole_WhenTheDecoderIsOrthogonalToTheComponents() => Generators.Problems.Sample(problem =>
    {
        var basis = Generators.RandomOrthonormal(2 * problem.K, 2 * problem.K + problem.M, problem.Random(31));
        var weights = new Weights<double>(problem.K, basis.Columns);
        basis.RowRange(problem.K, problem.K).CopyTo(weights.DecoderTransposed);
        var distances = new DistanceMeter(basis.RowRange(0, problem.K).Clone()).Measure(weights);
        Close.Assert(1, distances.Subspace, Tolerance, "subspace");
        Close.Assert(1, distances.AxisAlignment, Tolerance, "axis alignment");
    });

    [Fact]
    public void Distances_AreFiniteAndAboutZeroToOne_WhenColumnsAreZeroOrEqual() => Generators.Problems.Sample(problem =>
    {
        var meter = new DistanceMeter(Directions(problem));
        var weights = problem.Weights();
        weights.DecoderTransposed.Row(problem.K - 1).Clear();
        for (var i = 2; i < problem.K; i++) weights.DecoderTransposed.Row(0).CopyTo(weights.DecoderTransposed.Row(i - 1));
        var distances = meter.Measure(weights);
        Assert.InRange(distances.Subspace, -Tolerance, 1 + Tolerance);
        Assert.InRange(distances.AxisAlignment, -Tolerance, 1 + Tolerance);
    });

    [Fact]
    public void Distances_OfRoundedWeights_AreThoseOfTheirValues() => Generators.Problems.Sample(problem =>
    {
        var meter = new DistanceMeter(Directions(problem));
        var rounded = problem.Weights().To<float>();
        var widened = new Weights<double>(problem.K, problem.M);
        for (var i = 0; i < widened.Values.Length; i++) widened.Values[i] = rounded.Values[i];
        Assert.Equal(meter.Measure(widened), meter.Measure(rounded));
    });

    [Fact]
    public void Measure_RefusesWeights_OfAnotherShape()
    {
        var meter = new DistanceMeter(Directions(new Problem(K: 2, M: 5, N: 1, Seed: 2)));
        Assert.Throws<ArgumentException>(() => meter.Measure(new Weights<double>(2, 6)));
        Assert.Throws<ArgumentException>(() => meter.Measure(new Weights<double>(3, 5)));
    }

    private static Matrix<double> Directions(Problem problem) =>
        Generators.RandomOrthonormal(problem.K, problem.M, problem.Random(30));

    private static double Alignment(Matrix<double> directions, Matrix<double> columns, bool inOrder = false) =>
        1 - Enumerable.Range(0, directions.Rows).Average(i => Enumerable.Range(0, columns.Rows).Where(j => !inOrder || j == i).Max(j =>
        {
            double dot = 0, square = 0;
            for (var c = 0; c < columns.Columns; c++)
            {
                dot += directions[i, c] * columns[j, c];
                square += columns[j, c] * columns[j, c];
            }
            return Math.Pow(dot / (Math.Sqrt(square) + 1e-8), 2);
        }));

    /// <summary>By the decoder's singular vectors.</summary>
    private static double Subspace(Matrix<double> directions, Matrix<double> columns)
    {
        var (k, m) = (columns.Rows, columns.Columns);
        var decoder = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix.Create(m, k, (i, j) => columns[j, i]);
        var u = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix.Create(k, m, (i, j) => directions[i, j]);
        var overlap = u * decoder.Svd().U.SubMatrix(0, m, 0, k);
        return 1 - Math.Pow(overlap.FrobeniusNorm(), 2) / k;
    }

    private static double Transpose(Weights<double> weights) =>
        Enumerable.Range(0, weights.LatentDimension * weights.DataDimension)
            .Sum(i => Math.Pow(weights.Encoder.AsSpan()[i] - weights.DecoderTransposed.AsSpan()[i], 2)) / weights.LatentDimension;
}
