using System.CommandLine;
using Weir.Invocation;

namespace Weir.Tests.Invocation;

/// <summary>What help says is reviewed like code: it stands in files. WEIR_UPDATE_GOLDEN=1 writes them anew.</summary>
public sealed class HelpTests
{
    public static TheoryData<string> Commands()
    {
        var data = new TheoryData<string>();
        foreach (var path in Paths(Tree.Create(), ""))
        {
            data.Add(path);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_says_what_its_file_says(string command)
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Empty(result.Error);
        var file = Path.Combine(Folder(), $"weir{(command.Length == 0 ? "" : "-" + command.Replace(' ', '-'))}.txt");
        var text = string.Join('\n', result.Output.TrimEnd().Split('\n').Select(line => line.TrimEnd())) + "\n";
        if (Environment.GetEnvironmentVariable("WEIR_UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(file, text);
        }

        Assert.Equal(await File.ReadAllTextAsync(file), text);
    }

    [Fact]
    public void Every_file_belongs_to_a_command() =>
        Assert.Equal(Paths(Tree.Create(), "").Count(), Directory.GetFiles(Folder(), "weir*.txt").Length);

    [Fact]
    public void Every_command_that_does_something_has_an_example() =>
        Assert.All(All(Tree.Create()).OfType<CliCommand>(), command => Assert.NotEmpty(command.Examples));

    private static IEnumerable<string> Paths(Command command, string path) =>
        command.Subcommands.SelectMany(verb => Paths(verb, $"{path} {verb.Name}".Trim())).Prepend(path);

    private static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);

    // Walked to, not taken from the compiler: a deterministic build forgets where it was made.
    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Weir.slnx")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "tests", "Weir.Tests", "Golden");
    }
}
