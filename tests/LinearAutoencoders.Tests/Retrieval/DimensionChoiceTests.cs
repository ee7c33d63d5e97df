using System.Numerics.Tensors;
using CsCheck;
using LinearAutoencoders.Components;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Retrieval;
using LinearAutoencoders.Tests.Moments;

namespace LinearAutoencoders.Tests.Retrieval;

public class DimensionChoiceTests
{
    private static readonly DimensionOptions Small = new() { Queries = 150, Dimensions = [2, 5, 8, 13, 24], LearningCurve = false };

    private static DimensionChoice Fit(Matrix<double> vectors, DimensionOptions options) =>
        DimensionChoice.Fit(new MatrixSource<double>(vectors), options, cancellationToken: TestContext.Current.CancellationToken);

    [Theory, InlineData(VectorMetric.Cosine), InlineData(VectorMetric.InnerProduct), InlineData(VectorMetric.Euclidean)]
    public void Recall_IsThatOfBruteForce_OnTheModelsScores(VectorMetric metric)
    {
        var vectors = SampleVectors.Draw(900, 24, seed: 1);
        var choice = Fit(vectors, Small with { Metric = metric, Rerank = 25, Neighbors = 7 });
        var heldOut = new VectorSampler(900, 150, 0, 0, seed: 0).QueryNumbers.Select(number => (int)number).ToList();
        var database = Rows(vectors, Enumerable.Range(0, 900).Except(heldOut));
        var queries = Rows(vectors, heldOut);
        // Scores by hand: lengths of 1 for the cosine, the mean subtracted for distances only.
        var (x, q) = (Scores(choice.Model, database, metric), Scores(choice.Model, queries, metric));
        foreach (var point in choice.Curve.Points)
        {
            var (hits, reranked) = (0, 0);
            for (var i = 0; i < queries.Rows; i++)
            {
                var full = queries.ConvertTo<float>().Row(i);
                var truth = BruteForce.Nearest(database.ConvertTo<float>(), full, 24, 7, metric).Select(near => near.Row);
                var near = BruteForce.Nearest(x, q.Row(i), point.Dimensions, 25, metric).Select(one => one.Row).ToList();
                hits += near.Take(7).Intersect(truth).Count();
                reranked += near.Intersect(truth).Count();
            }
            Assert.Equal(hits / (7.0 * queries.Rows), point.Recall.Mean, 1e-12);
            Assert.Equal(reranked / (7.0 * queries.Rows), point.Reranked!.Mean, 1e-12);
        }
        Assert.Equal(1, choice.Curve.At(24)!.Recall.Mean);
    }

    [Fact]
    public void ModelOfFewer_IsThePrefix_OfTheModelOfMore()
    {
        var vectors = SampleVectors.Draw(700, 24, seed: 2);
        var (few, many) = (Fit(vectors, Small with { Dimensions = [5, 8] }), Fit(vectors, Small));
        Assert.Equal(8, few.Model.Count);
        for (var i = 0; i < 8; i++)
            Assert.All(few.Model.Components.Row(i).ToArray().Zip(many.Model.Components.Row(i).ToArray()),
                pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        Assert.Equal(few.Curve.At(5)!.Recall, many.Curve.At(5)!.Recall);
    }

    [Fact]
    public void Rotation_ChangesNothing() => Gen.ULong.Sample(seed =>
    {
        var vectors = SampleVectors.Draw(500, 24, seed);
        var rotation = new Matrix<double>(24, 24);
        new RandomSource(seed + 1).FillNormal(rotation.AsSpan());
        new OrthonormalRows(24, 24).Extend(rotation, known: 0, WorkerTeam.Alone);
        var rotated = new Matrix<double>(500, 24);
        MatrixProduct.Multiply<double>(vectors, rotation, rotated, team: WorkerTeam.Alone);
        var (plain, turned) = (Fit(vectors, Small), Fit(rotated, Small));
        // Coordinates are rounded to single precision: now and then a neighbour is another.
        Assert.All(plain.Curve.Points.Zip(turned.Curve.Points),
            pair => Assert.Equal(pair.First.Recall.Mean, pair.Second.Recall.Mean, 0.002));
    }, iter: 4);

    [Theory, InlineData(VectorMetric.Cosine), InlineData(VectorMetric.InnerProduct), InlineData(VectorMetric.Euclidean)]
    public void ZerosAndDuplicates_Survive(VectorMetric metric)
    {
        var vectors = SampleVectors.Draw(400, 24, seed: 4);
        for (var i = 0; i < 400; i += 5) vectors.Row(i).Clear();
        for (var i = 1; i < 400; i += 7) vectors.Row(8).CopyTo(vectors.Row(i));
        var choice = Fit(vectors, Small with { Metric = metric, Queries = 80, Quantize = true });
        Assert.Equal(1, choice.Curves.First(curve => curve.Name == "ordered").At(24)!.Recall.Mean);
        Assert.All(choice.Curves.SelectMany(curve => curve.Points), point => Assert.InRange(point.Recall.Mean, 0, 1));
    }

    [Fact]
    public void UncentredAxes_FindMore_WhereVectorsHaveAMean()
    {
        var choice = Fit(SampleVectors.Draw(1200, 24, seed: 5, offset: 1.5), Small);
        var centred = choice.Curves.First(curve => curve.Name == "centred");
        Assert.All(choice.Curve.Points.Skip(2), point => Assert.True(point.Recall.Low > centred.At(point.Dimensions)!.Recall.High));
    }

    [Fact]
    public void Choice_IsTheFewestThatReachTheTarget_AndTheModelSaysSo()
    {
        var vectors = SampleVectors.Draw(900, 24, seed: 6);
        var choice = Fit(vectors, Small with { Target = 0.8 });
        var reached = choice.Curve.Points.First(point => point.Recall.Mean >= 0.8);
        Assert.Equal(reached.Dimensions, choice.Dimensions);
        Assert.Equal(choice.Dimensions, new VectorReduction(choice.Model).Dimensions);
        Assert.Equal(VectorMetric.Cosine, new VectorReduction(choice.Model).Metric);
        Assert.Null(Fit(vectors, Small with { Dimensions = [2], Target = 0.99 }).Dimensions);
    }

    [Fact]
    public void LearningCurve_EndsWithAllRows_AndRises()
    {
        var choice = Fit(SampleVectors.Draw(900, 24, seed: 7), Small with { LearningCurve = true, Target = 0.7 });
        // Among fewer rows than the choice, and so somewhat above it.
        var d = choice.Dimensions!.Value;
        Assert.Equal([d, 8 * d, 750], choice.Learning.Select(point => point.Rows));
        Assert.InRange(choice.Learning[^1].Recall.Mean, choice.Curve.At(d)!.Recall.Mean, 0.9);
        Assert.Equal(choice.Learning.OrderBy(point => point.Recall.Mean), choice.Learning);
        Assert.True(choice.Learning[0].Recall.High < choice.Learning[^1].Recall.Low);
    }

    [Theory, InlineData(VectorMetric.Cosine), InlineData(VectorMetric.InnerProduct), InlineData(VectorMetric.Euclidean)]
    public void FitRows_AreFittedTo_AndNoOthers(VectorMetric metric)
    {
        var vectors = SampleVectors.Draw(900, 24, seed: 20);
        var choice = Fit(vectors, Small with { Metric = metric, FitRows = 200 });
        var sampler = new VectorSampler(900, 150, 750, 200, seed: 0);
        var source = new MatrixSource<double>(vectors);
        int[] drawn = [.. sampler.Rows(source, metric, WorkerTeam.Alone, CancellationToken.None)
            .SelectMany(batch => batch.Fitted.Numbers.ToArray()).Select(number => (int)number)];
        Assert.Equal((200, 200), (drawn.Length, drawn.Except(sampler.QueryNumbers.Select(number => (int)number)).Count()));
        Assert.Equal((200L, 750L), (choice.Fitted, choice.Rows));
        var rows = Rows(vectors, drawn);
        for (var i = 0; i < rows.Rows && metric != VectorMetric.Euclidean; i++)
            TensorPrimitives.Divide(rows.Row(i), TensorPrimitives.Norm<double>(rows.Row(i)), rows.Row(i));
        var expected = PrincipalComponents.Fit(
            new MatrixSource<double>(rows), new FitOptions { Components = 24, Center = metric == VectorMetric.Euclidean });
        Assert.All(expected.ExplainedVariance.Zip(choice.Model.ExplainedVariance),
            pair => Assert.Equal(pair.First, pair.Second, 1e-5 * expected.ExplainedVariance[0]));
        Assert.Equal(750, Fit(vectors, Small with { FitRows = 900 }).Fitted);
    }

    [Fact]
    public void Drift_IsSeen_WhereDataIsOther_AndNotWhereItIsTheSame()
    {
        var model = Fit(SampleVectors.Draw(900, 24, seed: 8), Small with { Dimensions = [8] }).Model;
        var earlier = Small with { Earlier = new VectorReduction(model) };
        var same = Fit(SampleVectors.Draw(900, 24, seed: 8), earlier).Drift!;
        Assert.Equal((0, false), (same.Loss, same.HasDrifted));
        var other = Fit(SampleVectors.Draw(900, 24, seed: 9), earlier).Drift!;
        Assert.True(other.HasDrifted && other.Refitted.Mean > other.Earlier.Mean + 0.1);
    }

    [Theory, InlineData(VectorMetric.Cosine), InlineData(VectorMetric.InnerProduct), InlineData(VectorMetric.Euclidean)]
    public void Sample_StandsForAllRows_ThatAreNotNear(VectorMetric metric)
    {
        var vectors = SampleVectors.Draw(9000, 24, seed: 13);
        string[] labels = [.. Enumerable.Range(0, 9000).Select(i => vectors[i, 0] > 0 ? "above" : "below")];
        var options = Small with { Metric = metric, Quantize = true, Rerank = 30, Labels = labels };
        var (all, drawn) = (Fit(vectors, options), Fit(vectors, options with { SampledRows = 1500 }));
        Assert.Equal((null, 1500L, all.Rows), (all.Sampled, drawn.Sampled, drawn.Rows));
        Assert.Equal(
            all.Curves.Select(curve => (curve.Name, curve.Points.Count)), drawn.Curves.Select(curve => (curve.Name, curve.Points.Count)));
        foreach (var (exact, estimated) in all.Curves.Zip(drawn.Curves))
            foreach (var (one, other) in exact.Points.Zip(estimated.Points))
            {
                // A row that was drawn stands for six: what is off is chance where few are found, and nothing where most are.
                Assert.Equal(one.Recall.Mean, other.Recall.Mean, one.Recall.Mean > 0.6 ? 0.005 : 0.03);
                Assert.Equal(one.Reranked!.Mean, other.Reranked!.Mean, one.Reranked.Mean > 0.6 ? 0.01 : 0.03);
                Assert.Equal(one.Accuracy!.Mean, other.Accuracy!.Mean, 0.05);
            }
        Assert.Equal(1, drawn.Curves.First(curve => curve.Name == "ordered").At(24)!.Recall.Mean);
    }

    [Theory, InlineData(VectorMetric.Cosine), InlineData(VectorMetric.InnerProduct), InlineData(VectorMetric.Euclidean)]
    public void OnePass_FindsWhatTwoDo(VectorMetric metric)
    {
        var vectors = SampleVectors.Draw(5000, 24, seed: 19);
        vectors.RowRange(40, 9).Clear();
        foreach (ref var value in vectors.Row(700)) value *= 1e-20;
        var options = Small with { Metric = metric, SampledRows = 700, FitRows = 1200, Rerank = 20 };
        // A source that knows no way to a row but past those before it.
        var (once, forward) = (Fit(vectors, options), new BlockedSource(vectors, 900, 1, 333));
        var twice = DimensionChoice.Fit(forward, options, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(3, forward.Passes);  // one to count the rows
        Assert.Equal(once.QueryRows, twice.QueryRows);
        foreach (var (one, other) in once.Curves.Zip(twice.Curves))
            Assert.Equal(
                one.Points.Select(point => (point.Recall, point.Reranked)), other.Points.Select(point => (point.Recall, point.Reranked)));
        for (var i = 0; i < 24; i++)
            Assert.Equal(once.Model.Components.Row(i).ToArray(), twice.Model.Components.Row(i).ToArray());
    }

    [Fact]
    public void NearRows_AreThoseOfAllRows_WithTheirValues()
    {
        var vectors = SampleVectors.Draw(5000, 12, seed: 14).ConvertTo<float>();
        var (source, queries) = (new MatrixSource<float>(vectors), SampleVectors.Draw(9, 12, seed: 15).ConvertTo<float>());
        var near = new NearRows(queries, keep: 40, VectorMetric.InnerProduct, WorkerTeam.Shared);
        foreach (var batch in VectorBatches.Of(source, VectorMetric.InnerProduct, [3, 77], WorkerTeam.Shared, CancellationToken.None))
            near.Add(batch);
        Assert.Equal(4998, near.Count);
        var union = new HashSet<long>();
        for (var query = 0; query < 9; query++)
        {
            union.UnionWith(BruteForce.Nearest(vectors, queries.Row(query), 12, 42, VectorMetric.InnerProduct)
                .Select(one => one.Row).Where(row => row is not (3 or 77)).Take(40));
        }
        var batches = near.Batches().Select(batch => (batch.Numbers.ToArray(), batch.Rows.AsSpan().ToArray())).ToArray();
        Assert.Equal(union.Order(), batches.SelectMany(batch => batch.Item1));
        foreach (var (numbers, rows) in batches)
            Assert.Equal(numbers.SelectMany(number => vectors.Row((int)number).ToArray()), rows);
    }

    [Fact]
    public void QueryVectors_AreAsked_AndNoRowIsHeldOut()
    {
        var (vectors, asked) = (SampleVectors.Draw(800, 24, seed: 16), SampleVectors.Draw(70, 24, seed: 16).RowRange(20, 40));
        var own = Small with { QueryVectors = new MatrixSource<double>(asked), Queries = null, Metric = VectorMetric.Euclidean };
        var choice = Fit(vectors, own);
        Assert.Equal((800L, 40, 0), (choice.Rows, choice.Queries, choice.QueryRows.Count));
        var (x, q) = (Scores(choice.Model, vectors, VectorMetric.Euclidean), Scores(choice.Model, asked, VectorMetric.Euclidean));
        foreach (var point in choice.Curve.Points)
        {
            var hits = Enumerable.Range(0, 40).Sum(i => Nearest(x, q.Row(i), point.Dimensions)
                .Intersect(Nearest(vectors.ConvertTo<float>(), asked.ConvertTo<float>().Row(i), 24)).Count());
            Assert.Equal(hits / 400.0, point.Recall.Mean, 1e-12);
        }
        Assert.Equal(12, Fit(vectors, own with { Queries = 12 }).Queries);

        static IEnumerable<long> Nearest(Matrix<float> rows, ReadOnlySpan<float> query, int length) =>
            BruteForce.Nearest(rows, query, length, 10, VectorMetric.Euclidean).Select(one => one.Row).ToArray();
    }

    [Fact]
    public void Lengths_DoNotCount_ForTheCosine_HoweverUnusual()
    {
        var vectors = SampleVectors.Draw(500, 24, seed: 17);
        var other = vectors.Clone();
        for (var i = 0; i < 500; i++)
            foreach (ref var value in other.Row(i)) value = Math.ScaleB(value, i % 3 == 0 ? 50 : i % 3 == 1 ? -100 : 0);
        var (plain, scaled) = (Fit(vectors, Small), Fit(other, Small));
        Assert.Equal(plain.Curve.Points.Select(point => point.Recall), scaled.Curve.Points.Select(point => point.Recall));
        var reduction = new VectorReduction(plain.Model, 8);
        var (one, same) = (reduction.Reduce(vectors), reduction.Reduce(other));
        for (var i = 0; i < 500; i++)
            Assert.All(one.Row(i).ToArray().Zip(same.Row(i).ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Theory, InlineData(VectorMetric.Cosine), InlineData(VectorMetric.InnerProduct), InlineData(VectorMetric.Euclidean)]
    public void Reduction_OfASource_RefusesWhatIsNotFinite(VectorMetric metric)
    {
        var vectors = SampleVectors.Draw(3000, 24, seed: 18);
        var reduction = new VectorReduction(Fit(vectors, Small with { Metric = metric }).Model, dimensions: 5);
        vectors[2100, 3] = double.PositiveInfinity;
        var reduced = reduction.Reduce(new MatrixSource<double>(vectors, "x.npy"));
        var refused = Assert.Throws<BadDataException>(
            () => reduced.ReadBlocks(WorkerTeam.Shared, TestContext.Current.CancellationToken).Count());
        Assert.Equal("x.npy, row 2101: a value is missing, not finite or too large; correct the vector or leave it out", refused.Message);
    }

    [Fact]
    public void Labels_AreThoseOfMostNeighbors()
    {
        var vectors = SampleVectors.Draw(600, 24, seed: 10, offset: 0);
        string[] labels = [.. Enumerable.Range(0, 600).Select(i => i % 2 == 0 ? "even" : "odd")];
        for (var i = 0; i < 600; i++) vectors[i, 0] += i % 2 == 0 ? 100 : -100;
        var choice = Fit(vectors, Small with { Labels = labels });
        Assert.Equal(1, choice.Curve.At(24)!.Accuracy!.Mean);
        Assert.InRange(Fit(SampleVectors.Draw(600, 24, seed: 10), Small with { Labels = labels }).Curve.At(24)!.Accuracy!.Mean, 0.3, 0.7);
    }

    [Fact]
    public void Threads_DoNotShow()
    {
        var source = new MatrixSource<double>(SampleVectors.Draw(900, 24, seed: 11));
        using var three = new WorkerTeam(3);
        var (one, other) = (DimensionChoice.Fit(source, Small, WorkerTeam.Alone), DimensionChoice.Fit(source, Small, three));
        Assert.Equal(one.Curve.Points.Select(point => point.Recall), other.Curve.Points.Select(point => point.Recall));
        Assert.Equal(one.Model.Components.Row(3).ToArray(), other.Model.Components.Row(3).ToArray());
    }

    [Fact]
    public void Int8_LosesNoMoreThanItsBound() =>
        Gen.Select(Gen.Int[1, 200], Gen.Float[1e-20f, 1e20f], Gen.ULong).Sample((length, size, seed) =>
        {
            var (vector, query, codes) = (new float[length], new float[length], new sbyte[length]);
            var random = new RandomSource(seed);
            random.FillNormal(vector.AsSpan(), size);
            random.FillNormal(query.AsSpan());
            var scale = Int8Vectors.Quantize(vector, codes);
            // Half a step, and the rounding of scale and quotient to single precision.
            var half = scale * (0.5 + 127 * 2.0 / (1 << 23));
            Assert.All(vector.Zip(codes), pair => Assert.InRange(Math.Abs(pair.First - (double)pair.Second * scale), 0, half));
            var (exact, rounded) = (Dot(vector, i => query[i]), Dot(codes.Select(code => (float)code).ToArray(), i => query[i]) * scale);
            Assert.InRange(Math.Abs(exact - rounded), 0, half * query.Sum(value => Math.Abs((double)value)) * (1 + 1e-12));
        });

    [Fact]
    public void Reduction_OfOneVector_HasTheBitsOfMany()
    {
        var vectors = SampleVectors.Draw(300, 24, seed: 12);
        foreach (var metric in Enum.GetValues<VectorMetric>())
        {
            var reduction = new VectorReduction(Fit(vectors, Small with { Metric = metric }).Model, dimensions: 7);
            var many = reduction.Reduce(vectors);
            var one = new float[7];
            reduction.Reduce(vectors.ConvertTo<float>().Row(17), one);
            Assert.Equal(many.Row(17).ToArray(), one);
            if (metric == VectorMetric.Cosine) Assert.Equal(1, one.Sum(value => (double)value * value), 1e-6);
        }
    }

    [Fact]
    public void Bad_IsRefused_WithTheMend()
    {
        var vectors = SampleVectors.Draw(40, 6, seed: 1);
        Assert.Contains("give rising numbers from 1 to the vectors' 6",
            Assert.Throws<BadDataException>(() => Fit(vectors, new() { Dimensions = [4, 9] })).Message, StringComparison.Ordinal);
        Assert.Contains("the data has 9 vectors; to measure recall@10 there must be 14 or more",
            Assert.Throws<BadDataException>(() => Fit(vectors.RowRange(0, 9), new())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new DimensionOptions { Target = 1.5 });
        var plain = PrincipalComponents.Fit(vectors, 2);
        Assert.Contains("say by which the vectors are near: cosine, ip or l2",
            Assert.Throws<ArgumentException>(() => new VectorReduction(plain)).Message, StringComparison.Ordinal);
    }

    private static double Dot(float[] values, Func<int, float> other) => values.Select((value, i) => (double)value * other(i)).Sum();

    private static Matrix<double> Rows(Matrix<double> from, IEnumerable<int> numbers)
    {
        int[] taken = [.. numbers];
        var rows = new Matrix<double>(taken.Length, from.Columns);
        for (var i = 0; i < taken.Length; i++) from.Row(taken[i]).CopyTo(rows.Row(i));
        return rows;
    }

    private static Matrix<float> Scores(PrincipalComponents model, Matrix<double> rows, VectorMetric metric)
    {
        var scores = new Matrix<float>(rows.Rows, model.Count);
        for (var i = 0; i < rows.Rows; i++)
        {
            var row = rows.Row(i).ToArray();
            var length = metric == VectorMetric.Cosine ? Math.Sqrt(row.Sum(value => value * value)) : 1;
            for (var k = 0; k < model.Count; k++)
                scores[i, k] = (float)row.Select((value, j) => (value / length - model.Mean[j]) * model.Components[k, j]).Sum();
            Assert.True(metric == VectorMetric.Euclidean || model.Mean.All(value => value == 0));
        }
        return scores;
    }
}
