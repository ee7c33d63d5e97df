using System.Text;
using LinearAutoencoders.Training;

namespace LinearAutoencoders.Runs;

/// <summary>The rows of a run that goes: what was read of its file is not read again, unless the file was begun again.</summary>
internal sealed class MetricsReader(string path)
{
    private readonly List<MetricsRow> rows = [];
    private readonly LiveRows live = new(Path.GetDirectoryName(path)!);
    private byte[] lastLine = [];
    private long end;
    private int columns, inFile;

    /// <summary>Those read so far.</summary>
    public IReadOnlyList<MetricsRow> Rows => rows;

    /// <summary>Reads those that have come; there are none while there is no file.</summary>
    /// <exception cref="BadDataException">It is not such a file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void Update()
    {
        // First those that are not in the file yet: when they have come into it meanwhile, they are known twice, and not missing.
        var newest = live.Read();
        rows.RemoveRange(inFile, rows.Count - inFile);
        try
        {
            if (File.Exists(path)) ReadFile();
        }
        finally
        {
            inFile = rows.Count;
        }
        rows.AddRange(newest.SkipWhile(row => rows.Count > 0 && row.Epoch <= rows[^1].Epoch));
    }

    private void ReadFile()
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (!IsGrown(stream)) Begin(stream);
        if (stream.Length == end) return;
        stream.Position = end;
        using var reader = new StreamReader(stream, Encoding.ASCII, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 12);
        // The file is always whole: each of its lines ends.
        string? last = null;
        while (reader.ReadLine() is { } line)
        {
            rows.Add(MetricsFile.Parse(path, rows.Count + 2, line, columns));
            end += line.Length + 1;
            last = line;
        }
        if (last is not null) lastLine = Encoding.ASCII.GetBytes(last + '\n');
    }

    /// <summary>Whether what was read is still there, where it was.</summary>
    private bool IsGrown(FileStream stream)
    {
        if (end == 0 || stream.Length < end) return false;
        var there = new byte[lastLine.Length];
        stream.Position = end - there.Length;
        stream.ReadExactly(there);
        return there.AsSpan().SequenceEqual(lastLine);
    }

    private void Begin(FileStream stream)
    {
        stream.Position = 0;
        using var reader = new StreamReader(
            stream, Encoding.ASCII, detectEncodingFromByteOrderMarks: false, bufferSize: 512, leaveOpen: true);
        var header = reader.ReadLine() ?? "";
        columns = MetricsFile.ColumnsOf(path, header);
        rows.Clear();
        lastLine = Encoding.ASCII.GetBytes(header + '\n');
        end = lastLine.Length;
    }
}
