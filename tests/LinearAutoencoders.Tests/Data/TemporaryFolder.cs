using System.IO.Compression;
using System.Text;

namespace LinearAutoencoders.Tests.Data;

/// <summary>A folder for one test, removed with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("lae-").FullName;

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Text(string name, string content) => Bytes(name, Encoding.UTF8.GetBytes(content));

    public string Bytes(string name, params byte[] content)
    {
        File.WriteAllBytes(this[name], content);
        return this[name];
    }

    public string Gzip(string name, byte[] content) => Bytes(name, Compress(content));

    public static byte[] Compress(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var encoder = new GZipStream(compressed, CompressionLevel.Fastest)) encoder.Write(content);
        return compressed.ToArray();
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
