using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Credentials;
using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands.Doctor;

public sealed class DoctorCommandTests
{
    [Fact]
    public async Task A_connection_that_fails_fails_the_whole_and_says_what_to_do()
    {
        using var cli = new CliKit();
        cli.Admin.TestsSucceed = false;

        var result = await cli.RunAsync("doctor");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("Set another key.", result.Output, StringComparison.Ordinal);
        Assert.Contains("ok     database", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_file_that_others_may_read_is_found_with_the_command_that_closes_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps the profile closed by itself.");
        using var cli = new CliKit();
        PrivateFolder.Create(cli.DataFolder);
        var file = Path.Combine(cli.DataFolder, "weir.db");
        await File.WriteAllTextAsync(file, "");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, (UnixFileMode)0b110_100_100);
        }

        var open = await cli.RunAsync("doctor", "data");
        Assert.Equal(ExitCodes.Failed, open.ExitCode);
        Assert.Contains($"chmod 600 '{file}'", open.Output, StringComparison.Ordinal);

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Assert.Equal(ExitCodes.Ok, (await cli.RunAsync("doctor", "data")).ExitCode);
    }

    [Theory]
    [InlineData("error", ExitCodes.Failed)]
    [InlineData("warning", ExitCodes.Ok)]
    public async Task An_error_in_the_file_fails_and_a_warning_does_not(string severity, int expected)
    {
        using var cli = new CliKit { ConfigNotes = [new ConfigNote(severity, "weir.yaml", 3, 5, "providers[0]", "Unknown key 'nmae'.", "Did you mean 'name'?")] };

        var result = await cli.RunAsync("doctor", "config", "--config", "weir.yaml");

        Assert.Equal(expected, result.ExitCode);
        Assert.Contains("weir.yaml:3:5", result.Output, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'name'?", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_can_not_be_made_does_not_hide_the_others()
    {
        using var cli = new CliKit();
        cli.Admin.Refusal = AdminProblem.Conflict("The database is of a newer Weir.", "Update Weir.");

        var findings = (await cli.RunAsync("doctor", "--json")).Json().GetProperty("findings").EnumerateArray().ToList();

        Assert.Equal(["config", "data", "database", "secrets", "gateway", "credentials", "connections"], findings.Select(finding => finding.GetProperty("check").GetString()));
    }

    [Fact]
    public async Task A_secret_store_that_fails_says_what_to_do()
    {
        using var cli = new CliKit();
        cli.Admin.Probe = new StoreProbe("keychain", "Secret Service", "The keyring is locked.", "Unlock it.", []);

        var result = await cli.RunAsync("doctor", "secrets");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("FAILED secrets: The keyring is locked.", result.Output, StringComparison.Ordinal);
        Assert.Contains("Unlock it.", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file", ExitCodes.Ok, "ok     secrets: Secrets are kept in: some store. One was written, read back and deleted.")]
    [InlineData("plain", ExitCodes.Ok, "look   secrets: Secrets are kept in plain text")]
    public async Task A_secret_store_that_works_is_named(string store, int expected, string told)
    {
        using var cli = new CliKit();
        cli.Admin.Probe = new StoreProbe(store, "some store", null, null, []);

        var result = await cli.RunAsync("doctor", "secrets");

        Assert.Equal(expected, result.ExitCode);
        Assert.Contains(told, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_secrets_that_others_may_open_are_named()
    {
        using var cli = new CliKit();
        cli.Admin.Probe = new StoreProbe("file", "some store", null, null, ["/data/secrets.key"]);

        var result = await cli.RunAsync("doctor", "secrets");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("chmod 600 '/data/secrets.key'", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_ins_that_ended_and_credentials_that_are_missing_are_told()
    {
        using var cli = new CliKit();
        cli.Admin.Credentials =
        [
            Credential("good", "ready"),
            Credential("plan", "sign_in_again") with { Action = "Sign in again: weir auth login plan" },
            Credential("bare", "missing"),
            Credential("old", "ready") with { ExpiresAt = FixedTime.Now.AddMinutes(-1) },
        ];

        var result = await cli.RunAsync("doctor", "credentials");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("FAILED credentials: plan is signed out", result.Output, StringComparison.Ordinal);
        Assert.Contains("Sign in again: weir auth login plan", result.Output, StringComparison.Ordinal);
        Assert.Contains("look   credentials: bare has no credential", result.Output, StringComparison.Ordinal);
        Assert.Contains("weir auth login bare", result.Output, StringComparison.Ordinal);
        Assert.Contains("weir auth refresh old", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("good", result.Output, StringComparison.Ordinal);

        cli.Admin.Credentials = [Credential("good", "ready")];
        Assert.Equal(ExitCodes.Ok, (await cli.RunAsync("doctor", "credentials")).ExitCode);
    }

    private static CredentialEntry Credential(string name, string state) => new() { Connection = name, Provider = "openai", Method = "oauth", Source = "a test", State = state };

    [Fact]
    public async Task A_report_holds_results_and_diagnostics_and_never_replaces_a_file()
    {
        using var cli = new CliKit();
        cli.Admin.TestsSucceed = false;
        var file = Path.Combine(cli.Folder, "report.json");

        await cli.RunAsync("doctor", "--report", "report.json");

        var report = System.Text.Json.JsonElement.Parse(await File.ReadAllTextAsync(file));
        Assert.Contains(report.GetProperty("checks").EnumerateArray(), static check => check.GetProperty("result").GetString() == "Failed");
        Assert.Equal("lab", report.GetProperty("diagnostics").GetProperty("connections")[0].GetProperty("name").GetString());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        var again = await cli.RunAsync("doctor", "--report", "report.json");
        Assert.Equal(ExitCodes.Failed, again.ExitCode);
        Assert.Contains("stays as it is", again.Error, StringComparison.Ordinal);
    }
}
