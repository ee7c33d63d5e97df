using System.Runtime.InteropServices;

namespace LinearAutoencoders.Tests.Numerics;

/// <summary>
/// Floats that end exactly at a page that cannot be touched, after a page of marks: an access outside is detected.
/// </summary>
internal sealed unsafe partial class GuardedMatrix : IDisposable
{
    private const int Page = 4096, ReadWrite = 3, NoAccess = 0, PrivateAnonymous = 0x22;
    private const float Mark = 1234.5f;

    private readonly nint memory;
    private readonly int length, marks;

    public GuardedMatrix(int rows, int columns)
    {
        var bytes = (rows * columns * sizeof(float) + Page - 1) / Page * Page;
        length = Page + bytes + Page;
        memory = Map(0, length, ReadWrite, PrivateAnonymous, -1, 0);
        if (memory == -1 || Protect(memory + Page + bytes, Page, NoAccess) != 0)
            throw new InvalidOperationException("no guarded memory");
        marks = (Page + bytes) / sizeof(float) - rows * columns;
        new Span<float>((void*)memory, marks).Fill(Mark);
        Origin = memory + marks * sizeof(float);
        new Span<float>((void*)Origin, rows * columns).Fill(1);
    }

    public static bool IsAvailable => OperatingSystem.IsLinux() && Environment.SystemPageSize == Page;

    public nint Origin { get; }

    public bool MarksAreWhole => !new ReadOnlySpan<float>((void*)memory, marks).ContainsAnyExcept(Mark);

    public void Dispose() => _ = Unmap(memory, length);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nint length);
}
