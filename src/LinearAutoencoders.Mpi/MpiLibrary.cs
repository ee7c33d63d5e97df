using System.Runtime.InteropServices;
using System.Text;

namespace LinearAutoencoders.Mpi;

/// <summary>The dozen functions of an MPI library, whichever it is; errors become exceptions with its text.</summary>
internal sealed unsafe class MpiLibrary
{
    private const int LongestError = 1024;   // in every MPI, no error's text is longer

    private readonly nint library;
    private readonly MpiHandles handles;
    private readonly delegate* unmanaged<void*, int, nint, int, int, nint, int> send;
    private readonly delegate* unmanaged<void*, int, nint, int, int, nint, nint, int> receive;
    private readonly delegate* unmanaged<int, byte*, int*, int> errorString;

    private MpiLibrary(nint library)
    {
        this.library = library;
        handles = MpiHandles.Of(library);
        send = (delegate* unmanaged<void*, int, nint, int, int, nint, int>)Export("MPI_Send");
        receive = (delegate* unmanaged<void*, int, nint, int, int, nint, nint, int>)Export("MPI_Recv");
        errorString = (delegate* unmanaged<int, byte*, int*, int>)Export("MPI_Error_string");
    }

    /// <summary>Loads the library of the MPI that started this process.</summary>
    /// <exception cref="MpiException">It is not there.</exception>
    public static MpiLibrary Load(Launcher launcher)
    {
        // UCX, which may come along, would take a managed NullReferenceException for a crash and end the process. It looks at the C
        // library's own environment, when it is loaded; and in some versions it warns, on standard output, of a variable of its own.
        _ = SetVariable("UCX_ERROR_SIGNALS", "", 0);
        _ = SetVariable("UCX_WARN_UNUSED_ENV_VARS", "n", 0);
        foreach (var name in launcher.Libraries)
            if (NativeLibrary.TryLoad(name, out var library)) return new(library);
        throw new MpiException(
            $"{launcher.Name} started {launcher.Size} processes, but its library {string.Join(" or ", launcher.Libraries)} cannot be "
            + $"loaded; install it, or set {Launcher.LibraryVariable} to its path");
    }

    /// <summary>MPI_Init_thread; afterwards errors are returned, not fatal.</summary>
    public void Start()
    {
        int provided;
        var start = (delegate* unmanaged<nint, nint, int, int*, int>)Export("MPI_Init_thread");
        Check("MPI_Init_thread", start(0, 0, handles.ThreadFunneled, &provided));
        Check("MPI_Comm_set_errhandler",
            ((delegate* unmanaged<nint, nint, int>)Export("MPI_Comm_set_errhandler"))(handles.World, handles.ErrorsReturn));
    }

    public int Rank => Number("MPI_Comm_rank");

    public int Size => Number("MPI_Comm_size");

    public void Send(byte* message, int length, int to) => Check("MPI_Send", send(message, length, handles.Bytes, to, 0, handles.World));

    public void Receive(byte* message, int length, int from) =>
        Check("MPI_Recv", receive(message, length, handles.Bytes, from, 0, handles.World, handles.StatusIgnore));

    public void Finish() => Check("MPI_Finalize", ((delegate* unmanaged<int>)Export("MPI_Finalize"))());

    /// <summary>Ends all ranks, this one too.</summary>
    public void Abort(int code) => ((delegate* unmanaged<nint, int, int>)Export("MPI_Abort"))(handles.World, code);

    private int Number(string function)
    {
        int value;
        Check(function, ((delegate* unmanaged<nint, int*, int>)Export(function))(handles.World, &value));
        return value;
    }

    private void Check(string function, int code)
    {
        if (code == 0) return;
        var text = stackalloc byte[LongestError];
        var length = 0;
        var words = errorString(code, text, &length) == 0 ? Encoding.UTF8.GetString(text, length) : $"error {code}";
        throw new MpiException($"{function} failed: {words.ReplaceLineEndings(" ").Trim()}");
    }

    private nint Export(string name) => NativeLibrary.TryGetExport(library, name, out var address) ? address
        : throw new MpiException($"the library has no {name}; set {Launcher.LibraryVariable} to an MPI library");

    [DllImport("libc", EntryPoint = "setenv", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int SetVariable(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);
}
