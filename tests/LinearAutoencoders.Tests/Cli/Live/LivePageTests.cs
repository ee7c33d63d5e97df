using System.Diagnostics;
using LinearAutoencoders.Cli.Live;
using LinearAutoencoders.Components;
using LinearAutoencoders.Data;

namespace LinearAutoencoders.Tests.Cli.Live;

/// <summary>The page as people meet it: on a desk and on a phone, by keyboard, in the dark, while runs go.</summary>
public sealed class LivePageTests : IClassFixture<TwoRuns>
{
    private const string Listed = "document.querySelectorAll('#rows tr').length";

    private readonly TwoRuns runs;

    public LivePageTests(TwoRuns runs)
    {
        if (Browser.Program is null) Assert.Skip("there is no Chromium");
        this.runs = runs;
    }

    [Theory]
    [InlineData(1280, 900, false, false)]
    [InlineData(1280, 900, true, false)]
    [InlineData(390, 844, false, true)]
    public async Task Page_ShowsFinishedRuns(int width, int height, bool isDark, bool isPhone)
    {
        using var server = new LiveServer(new RunFeed([runs.Folder], StopScope.Chosen), stop: _ => { }, port: null);
        using var page = await Browser.OpenAsync(server.Address, width, height, isDark, isPhone);
        await page.WaitForAsync($"{Listed} === 2");
        await page.WaitForAsync("[...document.querySelectorAll('#rows tr')].every(row => /0\\.\\d/.test(row.cells[4].textContent))");
        Assert.True((bool)(await page.EvaluateAsync("document.getElementById('stop').hidden"))!);
        // Nothing is wider than the screen; the curves are drawn; each thing to act on has a name.
        Assert.True((bool)(await page.WaitForAsync("document.documentElement.scrollWidth <= innerWidth"))!);
        await page.WaitForAsync(Inked);
        Assert.Equal(0, (int)(await page.EvaluateAsync(Nameless))!);
        await page.WaitForAsync("document.getElementById('chart').getAttribute('aria-label').includes('rag')");
        await page.SaveScreenAsync(Path.Combine(AppContext.BaseDirectory, $"live-{width}{(isDark ? "-dark" : "")}.png"));
    }

    [Fact]
    public async Task Keyboard_ReadsTheCurves_FiltersAndChooses()
    {
        using var server = new LiveServer(new RunFeed([runs.Folder], StopScope.Chosen), stop: _ => { }, port: null);
        using var page = await Browser.OpenAsync(server.Address, 1280, 900);
        await page.WaitForAsync($"{Listed} === 2");
        await page.EvaluateAsync("document.getElementById('chart').focus()");
        foreach (var key in new[] { "ArrowRight", "ArrowRight" }) await page.PressAsync(key);
        await page.WaitForAsync("/^epochs 3: .*rag/.test(document.getElementById('reading').textContent)");
        await page.EvaluateAsync(
            "(f => { f.value = 'vae'; f.dispatchEvent(new Event('input')); })(document.getElementById('filter'))");
        await page.WaitForAsync("document.querySelectorAll('#rows tr:not([hidden])').length === 1");
        await page.EvaluateAsync("document.querySelector('#rows tr:not([hidden]) button').focus()");
        await page.EvaluateAsync("document.activeElement.click()");
        await page.WaitForAsync("document.getElementById('detail-title').textContent.includes('linear-vae')");
        Assert.Equal(3, (int)(await page.EvaluateAsync("document.querySelectorAll('#components tr').length"))!);
        Assert.Equal(3, (int)(await page.EvaluateAsync("document.querySelectorAll('#axes tr').length"))!);
        await page.WaitForAsync("document.getElementById('map').width === 3");
    }

    [Fact]
    public async Task Page_FollowsARunThatGoes_SurvivesAReload_AndStopsIt()
    {
        using var tool = new Tool();
        using var process = tool.Start("train", "--data", "digits", "-k", "10", "--method", "nested-dropout", "--epochs", "10000000",
            "--out", "run", "--live", "--threads", "1");
        using var page = await Browser.OpenAsync(await AddressAsync(process), 1280, 900);
        await page.WaitForAsync($"{Listed} === 1");
        const string epoch = "+document.querySelector('#rows tr').cells[3].textContent.split('/')[0].replaceAll(',', '')";
        var before = (int)await page.WaitForAsync(epoch);
        await page.WaitForAsync($"{epoch} > {before}");
        await page.WaitForAsync("document.getElementById('map').width === 10");
        await page.EvaluateAsync("location.reload()");
        await page.WaitForAsync($"document.readyState === 'complete' && {Listed} === 1 && {epoch} > {before}");
        Assert.Equal(130, await StopAsync(page, process));
        Assert.NotEmpty(Directory.GetFiles(tool.PathOf("run/checkpoint"), "*.state"));
    }

    [Fact]
    public async Task Button_StopsTheRunThatIsChosen_OfAnotherProcess_AndItGoesOn()
    {
        using var tool = new Tool();
        using var process = tool.Start("train", "--data", "digits", "-k", "10", "--method", "rag", "--epochs", "20000000",
            "--out", "runs/one", "--threads", "1");
        _ = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var feed = new RunFeed([tool.Folder], StopScope.Chosen);
        using var server = new LiveServer(feed, feed.AskToStop, port: null);
        using var page = await Browser.OpenAsync(server.Address, 1280, 900);
        await page.WaitForAsync("document.getElementById('stop')?.textContent === 'Stop rag nesterov, and save its state'");
        Assert.Equal(130, await StopAsync(page, process));
        Assert.NotEmpty(Directory.GetFiles(tool.PathOf("runs/one/checkpoint"), "*.state"));
        Assert.False(File.Exists(tool.PathOf("runs/one/.lae-stop")));
        await page.WaitForAsync(
            "document.getElementById('stop').hidden && document.querySelector('#rows tr').cells[2].textContent === 'cancelled'");
    }

    [Fact]
    public async Task Page_ShowsAFit_AndEndsIt()
    {
        using var tool = new Tool();
        // A method that draws its samples: on no machine done before the page is there.
        using var process = tool.Start(
            "fit", "digits", "-k", "3", "-o", "model.npz", "--solver", "nested-dropout", "--live", "--threads", "1");
        using var page = await Browser.OpenAsync(await AddressAsync(process), 1280, 900);
        await page.WaitForAsync("/epoch [0-9,]+/.test(document.getElementById('about')?.textContent)");
        await page.WaitForAsync("!document.getElementById('curves').hidden && document.getElementById('quantity').value === '2'");
        await page.WaitForAsync(Inked);
        Assert.Equal(130, await StopAsync(page, process));
        Assert.True(File.Exists(tool.PathOf("model.npz")));
    }

    [Fact]
    public async Task Page_ShowsTheCertificate_OfAFitThatHasEnded()
    {
        var feed = new FitFeed("digits");
        feed.End(PrincipalComponents.Fit(DataSource.Open("digits").Source, new FitOptions { Components = 3 }));
        using var server = new LiveServer(feed, stop: _ => { }, port: null);
        using var page = await Browser.OpenAsync(server.Address, 1280, 900);
        await page.WaitForAsync("document.getElementById('certificate')?.hidden === false");
        Assert.Equal(3, (int)(await page.EvaluateAsync("document.querySelectorAll('#axes tr').length"))!);
        Assert.Matches("3 of 64 components hold", (string)(await page.EvaluateAsync("document.getElementById('about').textContent"))!);
    }

    [Fact]
    public async Task Page_DrawsTenLongRuns_WithinAFrameOrTwo()
    {
        using var tool = new Tool();
        var made = tool.Run("compare", "--data", "digits", "-k", "5", "--methods", "rag", "--optimizers", "nesterov", "--seed", "0..9",
            "--epochs", "30000", "--out", "runs", "--quiet");
        Assert.Equal((0, ""), (made.ExitCode, made.Error));
        using var server = new LiveServer(new RunFeed([tool.PathOf("runs")], StopScope.Chosen), stop: _ => { }, port: null);
        using var page = await Browser.OpenAsync(server.Address, 1280, 900);
        await page.WaitForAsync("[...document.querySelectorAll('#rows tr')].filter(row => row.cells[3].textContent === '30,000/30,000')"
            + ".length === 10");
        var median = (double)(await page.EvaluateAsync(Frames))!;
        TestContext.Current.SendDiagnosticMessage($"median frame: {median:0.0} ms");
        Assert.InRange(median, 1, 100);  // 16.7 on a machine that does nothing else
    }

    /// <summary>Where the page is that a process serves.</summary>
    private static async Task<string> AddressAsync(Process process)
    {
        string? line;
        do line = await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        while (line is not null && !line.StartsWith("live: ", StringComparison.Ordinal));
        _ = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        return line!["live: ".Length..];
    }

    /// <summary>Presses the button, and says how the process ended.</summary>
    private static async Task<int> StopAsync(Browser page, Process process)
    {
        await page.EvaluateAsync("window.confirm = () => true");
        await page.EvaluateAsync("document.getElementById('stop').click()");
        for (var limit = Stopwatch.StartNew(); !process.HasExited && limit.Elapsed < TimeSpan.FromSeconds(60);)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    /// <summary>The median time between frames while the pointer runs over the curves and the page scrolls.</summary>
    private const string Frames = """
        new Promise(done => {
            const chart = document.getElementById('chart'), times = [];
            let last = performance.now(), n = 0;
            const step = now => {
                times.push(now - last);
                last = now;
                chart.dispatchEvent(new PointerEvent('pointermove', { clientX: 100 + 3 * n, clientY: 200 }));
                scrollBy(0, n % 40 < 20 ? 20 : -20);
                if (++n < 120) requestAnimationFrame(step); else done(times.sort((a, b) => a - b)[60]);
            };
            requestAnimationFrame(step);
        })
        """;

    /// <summary>Whether something other than one colour is on the canvas of the curves.</summary>
    private const string Inked = """
        (c => new Set(new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer)).size > 10)
            (document.getElementById('chart'))
        """;

    /// <summary>Buttons, fields, pictures and regions that a screen reader would have no word for.</summary>
    private const string Nameless = """
        [...document.querySelectorAll('button, input, select, canvas, [role=region]')].filter(e => !(e.getAttribute('aria-label')
            || e.textContent.trim() || e.closest('label')?.textContent.trim())).length
        """;
}
