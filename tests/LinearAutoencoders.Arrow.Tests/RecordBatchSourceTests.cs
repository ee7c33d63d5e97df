using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using LinearAutoencoders.Components;
using LinearAutoencoders.Numerics;
using Xunit;

namespace LinearAutoencoders.Arrow.Tests;

/// <summary>Record batches give the rows that are in them, and a model like that of a matrix.</summary>
public class RecordBatchSourceTests
{
    private const int Rows = 200;

    private static readonly Matrix<double> Samples = Draw();

    private static readonly FitOptions Options = new() { Components = 2 };

    [Theory, InlineData(false), InlineData(true)]
    public void Batches_GiveTheModelOfTheirRows_HoweverTheyAreCut(bool hasFixedLists)
    {
        var whole = Batch(Samples, hasFixedLists);
        var source = new RecordBatchSource([whole]);
        var parts = new RecordBatchSource([Slice(whole, 0, 70), Slice(whole, 70, 1), Slice(whole, 71, Rows - 71)]);
        var expected = PrincipalComponents.Fit(Samples, 2);
        foreach (var rows in new[] { source, parts })
        {
            Assert.Equal((5, Rows), (rows.Dimension, rows.Count));
            Assert.Equal(["a", "b", "v_1", "v_2", "v_3"], rows.ColumnNames);
            Assert.Equal(Math.Pow(2, -24), rows.RelativeRounding);
            var model = PrincipalComponents.Fit(rows, Options);
            Assert.Equal(expected.ExplainedVariance, model.ExplainedVariance);
            Assert.Equal(expected.Components.ToMatrix().AsSpan().ToArray(), model.Components.ToMatrix().AsSpan().ToArray());
        }
    }

    [Fact]
    public void File_IsReadAgain_InEachPass()
    {
        var bytes = new MemoryStream();
        var batch = Batch(Samples, hasFixedLists: true);
        using (var writer = new ArrowStreamWriter(bytes, batch.Schema, leaveOpen: true))
        {
            writer.WriteRecordBatch(batch);
            writer.WriteRecordBatch(Slice(batch, 0, 10));
            writer.WriteEnd();
        }
        var passes = 0;
        var model = PrincipalComponents.Fit(new RecordBatchSource(batch.Schema, Read), Options);
        Assert.Equal(Rows + 10, model.SampleCount);
        Assert.True(passes > 1);

        IEnumerable<RecordBatch> Read()
        {
            passes++;
            using var reader = new ArrowStreamReader(new MemoryStream(bytes.ToArray()));
            while (reader.ReadNextRecordBatch() is { } next) yield return next;
        }
    }

    [Fact]
    public void ChosenColumns_ComeInTheOrderOfTheirNames()
    {
        var source = new RecordBatchSource([Batch(Samples, hasFixedLists: false)], ["v", "a"]);
        Assert.Equal(["v_1", "v_2", "v_3", "a"], source.ColumnNames);
        var rows = source.ReadBlocks(WorkerTeam.Alone, default).First();
        Assert.Equal([Samples[0, 2], Samples[0, 3], Samples[0, 4], Samples[0, 0]], rows.Row(0).ToArray());
    }

    [Fact]
    public void MissingValues_AreEstimatedOrRefused()
    {
        var values = new FloatArray.Builder();
        for (var i = 0; i < Rows; i++)
            if (i == 7) values.AppendNull();
            else values.Append((float)Samples[i, 1]);
        var source = new RecordBatchSource([BatchOf(("a", Doubles(0)), ("b", values.Build()), ("c", Doubles(2)))]);
        var refused = Assert.Throws<BadDataException>(() => PrincipalComponents.Fit(source, Options));
        Assert.Contains("row 8", refused.Message, StringComparison.Ordinal);
        var model = PrincipalComponents.Fit(source, new() { Components = 1, EstimateMissing = true });
        Assert.Equal(1, model.Count);
    }

    [Fact]
    public void EveryKindOfNumber_IsRead()
    {
        var source = new RecordBatchSource(
        [
            BatchOf(
                ("f2", new HalfFloatArray.Builder().Append((Half)1.5).Build()), ("i1", new Int8Array.Builder().Append(-2).Build()),
                ("i2", new Int16Array.Builder().Append(-300).Build()), ("i4", new Int32Array.Builder().Append(70_000).Build()),
                ("i8", new Int64Array.Builder().Append(1L << 40).Build()), ("u1", new UInt8Array.Builder().Append(200).Build()),
                ("u2", new UInt16Array.Builder().Append(40_000).Build()), ("u4", new UInt32Array.Builder().Append(3_000_000_000).Build()),
                ("u8", new UInt64Array.Builder().Append(1UL << 50).Build()), ("is", new BooleanArray.Builder().Append(true).Build()),
                ("text", new StringArray.Builder().Append("x").Build())),
        ]);
        double[] expected = [1.5, -2, -300, 70_000, 1L << 40, 200, 40_000, 3_000_000_000, 1L << 50, 1];
        Assert.Equal(expected, source.ReadBlocks(WorkerTeam.Alone, default).Single().Row(0).ToArray());
    }

    [Fact]
    public void WhatCannotBeUsed_IsNamed()
    {
        var text = ("text", (IArrowArray)new StringArray.Builder().Append("x").Build());
        var batch = BatchOf(text, ("n", new Int64Array.Builder().Append(long.MaxValue).Build()));
        Assert.Contains("no column 'm'; there are text, n",
            Assert.Throws<ArgumentException>(() => new RecordBatchSource([batch], ["m"])).Message, StringComparison.Ordinal);
        Assert.Contains("'text' (utf8) holds no numbers",
            Assert.Throws<ArgumentException>(() => new RecordBatchSource([batch], ["text"])).Message, StringComparison.Ordinal);
        Assert.Contains("no column holds numbers",
            Assert.Throws<ArgumentException>(() => new RecordBatchSource([BatchOf(text)])).Message, StringComparison.Ordinal);
        Assert.Contains("row 1: 9223372036854775807 in 'n' is beyond 2^53", Assert.Throws<BadDataException>(
            () => new RecordBatchSource([batch]).ReadBlocks(WorkerTeam.Alone, default).ToList()).Message, StringComparison.Ordinal);
        var lists = new ListArray.Builder(FloatType.Default);
        var values = (FloatArray.Builder)lists.ValueBuilder;
        lists.Append();
        values.Append(1).Append(2);
        lists.Append();
        values.Append(1);
        Assert.Contains("row 2: the list in 'v' has 1 numbers, the first has 2", Assert.Throws<BadDataException>(
            () => new RecordBatchSource([BatchOf(("v", lists.Build()))]).ReadBlocks(WorkerTeam.Alone, default).ToList()).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Two columns of numbers, one of text, and one of lists of three.</summary>
    private static RecordBatch Batch(Matrix<double> samples, bool hasFixedLists)
    {
        var (first, second, text) = (new DoubleArray.Builder(), new FloatArray.Builder(), new StringArray.Builder());
        var lists = new ListArray.Builder(FloatType.Default);
        var fixedLists = new FixedSizeListArray.Builder(FloatType.Default, 3);
        var values = (FloatArray.Builder)(hasFixedLists ? fixedLists.ValueBuilder : lists.ValueBuilder);
        for (var i = 0; i < samples.Rows; i++)
        {
            first.Append(samples[i, 0]);
            second.Append((float)samples[i, 1]);
            text.Append("x");
            if (hasFixedLists) fixedLists.Append();
            else lists.Append();
            for (var j = 2; j < 5; j++) values.Append((float)samples[i, j]);
        }
        return BatchOf(("a", first.Build()), ("t", text.Build()), ("b", second.Build()),
            ("v", hasFixedLists ? fixedLists.Build() : lists.Build()));
    }

    private static RecordBatch BatchOf(params (string Name, IArrowArray Array)[] columns)
    {
        var schema = new Schema.Builder();
        foreach (var (name, array) in columns) schema.Field(new Field(name, array.Data.DataType, nullable: true));
        return new RecordBatch(schema.Build(), columns.Select(column => column.Array), columns[0].Array.Length);
    }

    private static RecordBatch Slice(RecordBatch batch, int start, int count) => batch.Slice(start, count);

    private static DoubleArray Doubles(int column)
    {
        var values = new DoubleArray.Builder();
        for (var i = 0; i < Rows; i++) values.Append(Samples[i, column]);
        return values.Build();
    }

    private static Matrix<double> Draw()
    {
        var samples = new Matrix<double>(Rows, 5);
        new RandomSource(1).FillNormal(samples.AsSpan());
        for (var i = 0; i < Rows; i++)
            for (var j = 0; j < 5; j++) samples[i, j] = (float)(samples[i, j] / (j + 1) + j);
        return samples;
    }
}
