using System.Diagnostics;
using System.Runtime.CompilerServices;
using LinearAutoencoders.Figures;

namespace LinearAutoencoders.Tests.Figures;

/// <summary>This program, started again on a machine that seems to have no fonts, to draw one picture.</summary>
internal static class FontlessProcess
{
    private const string Request = "LAE_TEST_DRAW_WITHOUT_FONTS";

    private const int NoFonts = 40;
    private const int FontsLeft = 41;

    /// <summary>The picture that both processes draw.</summary>
    public static Figure Figure { get; } = new LearningCurvesFigure(FakeCurves.All(), "λ and ℓ₂", "with and without fonts");

    /// <summary>The picture's file as drawn without fonts; null where this system does not let a process hide them.</summary>
    public static byte[]? Draw(string ending)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ending);
        // An empty file system over the font directory, in a mount namespace of the child's own.
        const string withoutFonts = "mount -t tmpfs none /usr/share/fonts && exec \"$0\" \"$@\"";
        var start = new ProcessStartInfo("unshare", ["-rm", "sh", "-c", withoutFonts, .. ThisProgram()])
        {
            Environment = { [Request] = path, ["FONTCONFIG_FILE"] = "/dev/null", ["HOME"] = "/nonexistent" },
        };
        try
        {
            using var child = Process.Start(start)!;
            child.WaitForExit();
            // Not unshare's or mount's refusal: the program itself could not draw without fonts.
            Assert.False(child.ExitCode > 127, $"drawing without fonts ended with {child.ExitCode}");
            return child.ExitCode == NoFonts && File.Exists(path) ? File.ReadAllBytes(path) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string[] ThisProgram()
    {
        var program = Environment.ProcessPath!;
        var assembly = typeof(FontlessProcess).Assembly.Location;
        return Path.GetFileNameWithoutExtension(program) == "dotnet" ? [program, assembly] : [program];
    }

    // Before the test runner's own Main.
    [ModuleInitializer]
    internal static void DrawWhenAsked()
    {
        if (Environment.GetEnvironmentVariable(Request) is not { } path) return;
        Figure.Save(path);
        Environment.Exit(SkiaSharp.SKTypeface.Default.GlyphCount == 0 ? NoFonts : FontsLeft);
    }
}
