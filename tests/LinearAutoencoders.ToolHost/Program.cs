// Runs command lines of the tool, one after the other, in a process that has compiled it once: most of the time of a short command is its
// start. A request is a line of standard input, a JSON array of the folder to run in and the arguments; the answer a line of standard
// output, an array of the exit code, what the tool printed and its errors.
using System.Globalization;
using System.Text.Json;
using LinearAutoencoders.Cli;

AppContext.SetData("System.CommandLine.ExecutableName", "lae");  // what help calls it
var answers = Console.Out;
while (Console.In.ReadLine() is { } request)
{
    var words = JsonSerializer.Deserialize<string[]>(request)!;
    using StringWriter output = new(CultureInfo.InvariantCulture), error = new(CultureInfo.InvariantCulture);
    Console.SetOut(output);
    Console.SetError(error);
    Directory.SetCurrentDirectory(words[0]);
    var code = await Tool.RunAsync(words[1..]);
    Directory.SetCurrentDirectory(Path.GetTempPath());
    string[] answer = [$"{code}", $"{output}", $"{error}"];
    answers.WriteLine(JsonSerializer.Serialize(answer));
    answers.Flush();
}
