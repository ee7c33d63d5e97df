using System.Text;
using Microsoft.Win32.SafeHandles;

namespace LinearAutoencoders.Runs;

/// <summary>The lines of a file that is replaced by longer ones: those read are not read again, unless the file was begun again.</summary>
/// <remarks>It is read into memory that is kept: a file that grows a thousand times allocates no more than one that grows once.</remarks>
internal sealed class GrowingFile(string path)
{
    private byte[] bytes = [], lastLine = [];
    private char[] text = [];
    private long end;

    /// <summary>The lines that have come, each with its end; none while there is no file. They hold until the next call.</summary>
    /// <param name="isBegun">Whether they are the file's first.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public ReadOnlySpan<char> Read(out bool isBegun)
    {
        isBegun = false;
        if (!File.Exists(path)) return [];
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        isBegun = !IsGrown(file);
        if (isBegun) Forget();
        var count = Fill(file, end, checked((int)(RandomAccess.GetLength(file) - end)));
        var lines = bytes.AsSpan(0, bytes.AsSpan(0, count).LastIndexOf((byte)'\n') + 1);
        if (lines.IsEmpty) return [];
        end += lines.Length;
        lastLine = lines[(lines[..^1].LastIndexOf((byte)'\n') + 1)..].ToArray();
        if (text.Length < lines.Length) text = new char[bytes.Length];
        return text.AsSpan(0, Encoding.ASCII.GetChars(lines, text));
    }

    /// <summary>Takes the first of some lines off them, without its end.</summary>
    public static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> lines)
    {
        var length = lines.IndexOf('\n');
        var line = lines[..length];
        lines = lines[(length + 1)..];
        return line;
    }

    /// <summary>Reads all of it again the next time.</summary>
    public void Forget() => (end, lastLine) = (0, []);

    /// <summary>Whether what was read is still there, where it was.</summary>
    private bool IsGrown(SafeFileHandle file)
    {
        if (end == 0) return false;
        var count = Fill(file, end - lastLine.Length, lastLine.Length);
        return bytes.AsSpan(0, count).SequenceEqual(lastLine);
    }

    private int Fill(SafeFileHandle file, long start, int length)
    {
        if (bytes.Length < length) bytes = new byte[2 * length];
        var count = 0;
        while (count < length && RandomAccess.Read(file, bytes.AsSpan(count, length - count), start + count) is > 0 and var more)
            count += more;
        return count;
    }
}
