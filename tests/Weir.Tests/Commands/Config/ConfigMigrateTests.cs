using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Credentials;
using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Config;

/// <summary>First the store, then the copy, then the new file: whatever fails, nothing is lost.</summary>
public sealed class ConfigMigrateTests
{
    private const string Old = "# ours\nproviders:\n  - name: work\n    type: openai\n    api_key: lab-plain-key # paid\n  - {name: plus, type: openai-chatgpt-plus}\n";

    [Fact]
    public async Task A_file_of_version_1_is_replaced_and_kept_and_its_keys_are_stored()
    {
        using var cli = new CliKit();
        var file = Write(cli, "weir.yaml", Old);

        var result = await cli.RunAsync("config", "migrate", "weir.yaml");

        Assert.True(result.ExitCode == ExitCodes.Ok, result.Error);
        Assert.Equal("# ours\nversion: 2\nproviders:\n  - name: work\n    auth_method: api\n    type: openai\n    api_key: {keychain: work} # paid\n  - {name: plus, auth_method: oauth, type: openai}\n", File.ReadAllText(file));
        Assert.Equal(Old, File.ReadAllText(file + ".bak"));
        Assert.Equal([("work", "openai", "lab-plain-key")], Kept(cli).Select(static key => (key.Name, key.Provider, key.Key)));
        Assert.Contains("delete it when all works", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("lab-plain-key", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Equal(["weir.yaml", "weir.yaml.bak"], Directory.GetFiles(cli.Folder).Select(Path.GetFileName).Order());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file + ".bak"));
        }
    }

    [Fact]
    public async Task A_second_time_there_is_nothing_to_do()
    {
        using var cli = new CliKit();
        var file = Write(cli, "weir.yaml", Old);
        await cli.RunAsync("config", "migrate", "weir.yaml");
        var once = File.ReadAllText(file);

        var again = await cli.RunAsync("config", "migrate", "weir.yaml");

        Assert.Equal(ExitCodes.Ok, again.ExitCode);
        Assert.Contains("of version 2 already", again.Output, StringComparison.Ordinal);
        Assert.Equal(once, File.ReadAllText(file));
        Assert.Equal(Old, File.ReadAllText(file + ".bak"));
        Assert.Single(Kept(cli));
    }

    [Fact]
    public async Task When_the_store_can_t_be_written_the_file_stays_as_it_is()
    {
        using var cli = new CliKit();
        cli.Admin.StoreFailure = new AdminException(AdminProblem.Conflict("The keyring is locked.", "Unlock it."));
        var file = Write(cli, "weir.yaml", Old);

        var result = await cli.RunAsync("config", "migrate", "weir.yaml");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("stays as it is: The keyring is locked.", result.Error, StringComparison.Ordinal);
        Assert.Contains("Unlock it.", result.Error, StringComparison.Ordinal);
        Assert.Equal(Old, File.ReadAllText(file));
        Assert.Equal(["weir.yaml"], Directory.GetFiles(cli.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_copy_from_before_is_never_overwritten()
    {
        using var cli = new CliKit();
        var file = Write(cli, "weir.yaml", Old);
        Write(cli, "weir.yaml.bak", "older");

        Assert.Equal(ExitCodes.Ok, (await cli.RunAsync("config", "migrate", "weir.yaml")).ExitCode);

        Assert.Equal("older", File.ReadAllText(file + ".bak"));
        Assert.Equal(Old, File.ReadAllText(file + ".bak2"));
    }

    [Fact]
    public async Task A_link_stays_one_and_the_mode_of_the_file_too()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights on Windows.");
        using var cli = new CliKit();
        Directory.CreateDirectory(Path.Combine(cli.Folder, "dots"));
        var real = Write(cli, "dots/weir.yaml", Old);
        File.CreateSymbolicLink(Path.Combine(cli.Folder, "weir.yaml"), real);
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(real, Mode);
        }

        Assert.Equal(ExitCodes.Ok, (await cli.RunAsync("config", "migrate", "weir.yaml")).ExitCode);

        Assert.NotNull(new FileInfo(Path.Combine(cli.Folder, "weir.yaml")).LinkTarget);
        Assert.Contains("version: 2", File.ReadAllText(real), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(Mode, File.GetUnixFileMode(real));
        }
    }

    [Theory]
    [InlineData("weir.yaml", "--dry-run")]
    [InlineData("opencode.json", "--json")]
    public async Task A_look_stores_and_writes_nothing(string name, string option)
    {
        using var cli = new CliKit();
        var text = name == "weir.yaml" ? Old : """{"provider": {"groq": {"options": {"apiKey": "lab-plain-key"}}}}""";
        Write(cli, name, text);

        var result = await cli.RunAsync("config", "migrate", name, option);

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Contains("keychain: ", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("lab-plain-key", result.Output + result.Error, StringComparison.Ordinal);
        Assert.Empty(Kept(cli));
        Assert.Equal([name], Directory.GetFiles(cli.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Another_program_s_file_stays_and_a_new_one_is_written()
    {
        using var cli = new CliKit();
        const string text = """{"provider": {"groq": {"options": {"apiKey": "lab-plain-key"}}}, "theme": "x"}""";
        var file = Write(cli, "opencode.json", text);

        var result = await cli.RunAsync("config", "migrate", "opencode.json", "--out", "weir.yaml");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal(text, File.ReadAllText(file));
        Assert.Equal("version: 2\nproviders:\n  - name: groq\n    type: groq\n    api_key: {keychain: groq}\n", File.ReadAllText(Path.Combine(cli.Folder, "weir.yaml")));
        Assert.Contains("theme is left", result.Error, StringComparison.Ordinal);
        Assert.Single(Kept(cli));

        var second = await cli.RunAsync("config", "migrate", "opencode.json", "--out", "weir.yaml");
        Assert.Equal(ExitCodes.Failed, second.ExitCode);
        Assert.Single(Kept(cli));
    }

    private static string Write(CliKit cli, string name, string text)
    {
        var path = Path.Combine(cli.Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static IReadOnlyList<KeyToKeep> Kept(CliKit cli) => [.. cli.Admin.Calls.OfType<KeyToKeep>()];
}
