using LinearAutoencoders.Training;

namespace LinearAutoencoders.Runs;

/// <summary>The rows of a run that goes: what was read of its files is not read again, unless they were begun again.</summary>
internal sealed class MetricsReader(string path)
{
    private readonly List<MetricsRow> rows = [];
    private readonly GrowingFile file = new(path);
    private readonly GrowingFile live = new(Path.Combine(Path.GetDirectoryName(path)!, LiveRows.FileName));
    private int columns, inFile;

    /// <summary>Those read so far.</summary>
    public IReadOnlyList<MetricsRow> Rows => rows;

    /// <summary>Reads those that have come; there are none while there is no file.</summary>
    /// <exception cref="BadDataException">It is not such a file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void Update()
    {
        // First those that are not in the file yet: when they have come into it meanwhile, they are known twice, and not missing.
        var early = ReadLive();
        try
        {
            var lines = file.Read(out var isBegun);
            if (isBegun) Begin(ref lines);
            while (!lines.IsEmpty) Take(GrowingFile.Next(ref lines));
        }
        catch (BadDataException)
        {
            file.Forget();
            live.Forget();
            throw;
        }
        AddLive(early);
    }

    /// <summary>A line of the file; one that was known before it came into the file is not read again.</summary>
    private void Take(ReadOnlySpan<char> line)
    {
        if (inFile == rows.Count || MetricsFile.EpochOf(line) != rows[inFile].Epoch)
        {
            var row = MetricsFile.Parse(path, inFile + 2, line, columns);
            rows.RemoveRange(inFile, rows.Count - inFile);
            rows.Add(row);
        }
        inFile++;
    }

    private void Begin(ref ReadOnlySpan<char> lines)
    {
        columns = MetricsFile.ColumnsOf(path, GrowingFile.Next(ref lines).ToString());
        rows.Clear();
        inFile = 0;
        live.Forget();
    }

    /// <summary>Lines that the file may not have yet; a failure is missed by nobody, the next time will do.</summary>
    private ReadOnlySpan<char> ReadLive()
    {
        try
        {
            return live.Read(out _);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private void AddLive(ReadOnlySpan<char> lines)
    {
        try
        {
            while (!lines.IsEmpty)
            {
                var line = GrowingFile.Next(ref lines);
                if (rows.Count == 0 || MetricsFile.EpochOf(line) > rows[^1].Epoch)
                    rows.Add(MetricsFile.Parse(LiveRows.FileName, rows.Count, line));
            }
        }
        catch (BadDataException)
        {
            // They are no such lines: the file will have what they should have been.
        }
    }
}
