using System.Runtime.ExceptionServices;

namespace LinearAutoencoders.Data.Formats;

/// <summary>The values of a file that is held in memory, which a second thread reads while those before them are used.</summary>
internal sealed class ArrivingValues<TRaw> where TRaw : unmanaged
{
    /// <summary>Values read before somebody who waits for them is told.</summary>
    private const int Piece = 1 << 19;

    private readonly object gate = new();
    private readonly TRaw[] values;
    private int count;
    private ExceptionDispatchInfo? failure;

    /// <summary>Values that are there.</summary>
    public ArrivingValues(TRaw[] values) => (this.values, count) = (values, values.Length);

    /// <summary>Values that follow a header.</summary>
    /// <param name="file">The file behind its header; disposed of at the end.</param>
    /// <param name="length">How many values; then the file must end.</param>
    /// <param name="convert">Makes of what the file has what it means, in place.</param>
    public ArrivingValues(InputFile file, int length, Action<Memory<TRaw>> convert)
    {
        values = new TRaw[length];
        _ = Task.Run(() => Read(file, convert));
    }

    /// <summary>All values, those up to a place as they are in the file, and whatever else has come.</summary>
    /// <exception cref="BadDataException">What was read of the file is bad.</exception>
    public TRaw[] Until(int end)
    {
        lock (gate)
        {
            while (count < end && failure is null) Monitor.Wait(gate);
            // A file is good as a whole only: its end may tell that what came before it is not.
            if (failure is not null) failure.Throw();
            return values;
        }
    }

    private void Read(InputFile file, Action<Memory<TRaw>> convert)
    {
        try
        {
            using (file)
                for (var start = 0; start < values.Length || start == 0; start += Piece)
                    file.Do(() => ReadPiece(file, start, convert));
        }
        catch (Exception thrown)
        {
            lock (gate)
            {
                failure = ExceptionDispatchInfo.Capture(thrown);
                Monitor.PulseAll(gate);
            }
        }
    }

    private void ReadPiece(InputFile file, int start, Action<Memory<TRaw>> convert)
    {
        var piece = values.AsMemory(start, Math.Min(Piece, values.Length - start));
        file.ReadValues(piece.Span);
        convert(piece);
        var end = start + piece.Length;
        if (end == values.Length) file.RequireEnd();  // before anybody has the last of them
        lock (gate)
        {
            count = end;
            Monitor.PulseAll(gate);
        }
    }
}
