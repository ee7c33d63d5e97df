// Runs command lines of the tool, one after the other, in a process that has compiled it once: most of the time of a short command is its
// start. A request is a line of standard input, the answer a line of standard output, both JSON.
using System.Globalization;
using System.Text.Json;
using LinearAutoencoders.Cli;
using LinearAutoencoders.ToolHost;

var answers = Console.Out;
while (Console.In.ReadLine() is { } line)
{
    var request = JsonSerializer.Deserialize<Request>(line)!;
    using StringWriter output = new(CultureInfo.InvariantCulture), error = new(CultureInfo.InvariantCulture);
    Console.SetOut(output);
    Console.SetError(error);
    Directory.SetCurrentDirectory(request.Folder);
    foreach (var (name, value) in request.Variables) Environment.SetEnvironmentVariable(name, value);
    var code = await Tool.RunAsync(request.Arguments);
    foreach (var name in request.Variables.Keys) Environment.SetEnvironmentVariable(name, null);
    Directory.SetCurrentDirectory(Path.GetTempPath());
    answers.WriteLine(JsonSerializer.Serialize(new Answer(code, $"{output}", $"{error}")));
    answers.Flush();
}
