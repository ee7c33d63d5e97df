using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;
using LinearAutoencoders.Data.Onnx;
using LinearAutoencoders.Moments;
using LinearAutoencoders.Numerics;
using LinearAutoencoders.Runs;
using LinearAutoencoders.Tests.Faults;

namespace LinearAutoencoders.Tests.Data;

/// <summary>Damaged models, ours and those of others, sums of shards, and states that are gone on from.</summary>
public sealed class ModelFuzzTests : IDisposable
{
    private const string Search = "of a search";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Models_AreReadOrRefusedInOneLine_WhateverTheFile()
    {
        var seeds = Seeds();
        foreach (var (ending, content) in seeds) Read(0, ending, content);
        var reading = new FuzzReading(Read);
        await reading.Run(2000, TimeSpan.FromSeconds(6), random => FuzzSeeds.Mutate(seeds, random));
        reading.AssertBothWays("theirs.npz", "rotation.csv", "model.onnx", "model.zip");
    }

    private List<(string Ending, byte[] Content)> Seeds()
    {
        var model = PrincipalComponents.Fit(new Problem(3, 5, 40, 7).Samples, 2);
        model.Save(folder["model.npz"]);
        model.SaveOnnx(folder["model.onnx"]);
        SearchFile.Save(folder["search.npz"], Search, [StateArray.Of<int>("lanczos-counts", new int[] { 1, 2 })]);
        SaveMoments();
        using var run = new SmallRun("rag", "adam");
        run.Execute("cut", cancelAfter: 7);
        var state = Directory.GetFiles(run.PathOf("cut/checkpoint"))[0];
        var rotation = "\"\",\"PC1\",\"PC2\",\"center\"\n\"a\",1,0,2.5\n\"b\",0,-1,1e3\n";
        return
        [
            .. new[] { "model.npz", "model.onnx", "search.npz", "moments.npz" }.Select(name => (name, File.ReadAllBytes(folder[name]))),
            ("state", File.ReadAllBytes(state)),
            ("theirs.npz", FuzzSeeds.Zip(
                ("components_", ModelArrays.Write(model.Components.ToMatrix())), ("mean_", ModelArrays.Write(model.Mean)))),
            ("rotation.csv", Encoding.UTF8.GetBytes(rotation)),
            ("model.zip", MlNetModel()),
        ];
    }

    private void SaveMoments()
    {
        var data = DataSource.Open(folder.Text("rows.csv", "a,b\n1,2\n3,5\n4,4\n"));
        var record = MomentShards.Describe(data, new Shard(1, 1), WorkerTeam.Alone, default);
        MomentFile.Save(
            folder["moments.npz"], record, MomentShards.Sum(data, record, WorkerTeam.Alone, new Progress<ReadingProgress>(), default));
    }

    /// <summary>A model of ML.NET with nothing but a PCA of two columns: one component, one mean.</summary>
    private static byte[] MlNetModel()
    {
        var member = new byte[256 + 24];
        "ML\0MODEL"u8.CopyTo(member);
        "PCA\0FUNC"u8.CopyTo(member.AsSpan(64));
        void Int(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(member.AsSpan(at), value);
        void Float(int at, float value) => BinaryPrimitives.WriteSingleLittleEndian(member.AsSpan(at), value);
        (int, int)[] header = [(16, 256), (24, 24), (72, 0x00010002), (256, 0), (260, 2), (264, 1), (276, 0)];
        foreach (var (at, value) in header) Int(at, value);
        Float(268, 0.6f);
        Float(272, 0.8f);
        using var content = new MemoryStream();
        using (var archive = new ZipArchive(content, ZipArchiveMode.Create))
        using (var entry = archive.CreateEntry("Model.key", CompressionLevel.NoCompression).Open())
            entry.Write(member);
        return content.ToArray();
    }

    private void Read(int input, string ending, byte[] content)
    {
        var path = folder.Bytes("fuzz-" + ending, content);
        _ = ending switch
        {
            "model.npz" => ModelFile.Load(new MemoryStream(content)),
            "search.npz" => SearchFile.Read(path, content, Search),
            "moments.npz" => MomentFile.Read(path).Record,
            "state" => StateFile.Read(path).Record,
            _ => (object)CandidateFile.Read(path),
        };
    }
}
