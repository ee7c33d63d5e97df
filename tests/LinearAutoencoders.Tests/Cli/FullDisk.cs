using System.Diagnostics;

namespace LinearAutoencoders.Tests.Cli;

/// <summary>A file system without room, mounted at a folder; the test is skipped where one may not mount.</summary>
internal sealed class FullDisk : IDisposable
{
    private const int Kilobytes = 64;

    private readonly string folder;

    public FullDisk(string folder)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "mounts a tmpfs of Linux");
        this.folder = Directory.CreateDirectory(folder).FullName;
        Assert.SkipUnless(Succeeds("mount", "-t", "tmpfs", "-o", $"size={Kilobytes}k", "tmpfs", this.folder), "may not mount");
        File.WriteAllBytes(Path.Combine(folder, "filler"), new byte[Kilobytes << 10]);
    }

    public void Dispose() => Succeeds("umount", folder);

    private static bool Succeeds(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
