using System.Runtime.CompilerServices;

namespace LinearAutoencoders.Tests.Documents;

/// <summary>Texts that users rely on, kept in <c>Verified/</c>; a test fails on any difference and rewrites nothing.</summary>
internal static class Snapshot
{
    /// <summary>Compares; a text that differs is written beside the tests' binaries, for a person to take over.</summary>
    public static void AssertVerified(string name, string text)
    {
        var verified = Path.Combine(Folder(), "Verified", name + ".txt");
        text = text.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (File.Exists(verified) && File.ReadAllText(verified).ReplaceLineEndings("\n") == text) return;
        var received = Path.Combine(AppContext.BaseDirectory, name + ".received.txt");
        File.WriteAllText(received, text);
        Assert.Fail($"{name} is not what was verified; if it should be so: cp '{received}' '{verified}'");
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
