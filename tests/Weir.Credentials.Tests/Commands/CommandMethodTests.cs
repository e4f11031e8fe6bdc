using System.Globalization;
using System.Net;
using Weir.Credentials.Commands;
using Weir.Credentials.Tests.Kit;

namespace Weir.Credentials.Tests.Commands;

/// <summary>Token commands and files. The commands are small shell scripts on disk, run as programs.</summary>
public sealed class CommandMethodTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weir-command-");
    private readonly MemoryVault _vault = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_a_command_prints_signs_and_one_run_serves_many()
    {
        var runs = Path.Combine(_folder.FullName, "runs");
        var method = Method(new AuthSettings { Command = [Script($"echo x >> '{runs}'\nsleep 0.2\necho '  tok-123  '")] });

        var signed = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Orders.SignedAsync(method)));

        Assert.All(signed, static headers => Assert.Equal("Bearer tok-123", headers["Authorization"]));
        Assert.Single(await File.ReadAllLinesAsync(runs, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Arguments_reach_the_program_as_they_are()
    {
        var method = Method(new AuthSettings { Command = [Script("printf '%s' \"$1\""), "a;b|$(id)"] });

        Assert.Equal("Bearer a;b|$(id)", (await Orders.SignedAsync(method))["Authorization"]);
    }

    [Fact]
    public async Task Weirs_own_keys_do_not_reach_the_program()
    {
        Environment.SetEnvironmentVariable("WEIR_MASTER_KEY", "planted");
        try
        {
            Assert.Equal("Bearer [none]", (await Orders.SignedAsync(Method(new AuthSettings { Command = [Script("echo \"[${WEIR_MASTER_KEY:-none}]\"")] })))["Authorization"]);
        }
        finally
        {
            Environment.SetEnvironmentVariable("WEIR_MASTER_KEY", null);
        }
    }

    [Fact]
    public async Task The_end_of_a_token_is_read_and_renewed_before_it()
    {
        var end = DateTimeOffset.UtcNow.AddMinutes(10);
        var time = new ManualTime(DateTimeOffset.UtcNow);
        var count = Path.Combine(_folder.FullName, "count");
        var script = Script($"echo x >> '{count}'; n=$(wc -l < '{count}'); echo \"{{\\\"t\\\":{{\\\"a/b\\\":\\\"tok-$n\\\"}},\\\"end\\\":{end.AddHours(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}}}\"");
        var method = Method(new AuthSettings { Command = [script], TokenPointer = "/t/a~1b", ExpiresPointer = "/end" }, time);

        Assert.Equal("Bearer tok-1", (await Orders.SignedAsync(method))["Authorization"]);
        time.Now += TimeSpan.FromMinutes(60);
        Assert.Equal("Bearer tok-1", (await Orders.SignedAsync(method))["Authorization"]);
        time.Now += TimeSpan.FromMinutes(9.5);
        Assert.Equal("Bearer tok-2", (await Orders.SignedAsync(method))["Authorization"]);
        Assert.NotNull(method.ExpiresAt);
    }

    [Fact]
    public async Task A_refused_token_is_fetched_again_once_it_changed()
    {
        var file = Path.Combine(_folder.FullName, "token");
        await File.WriteAllTextAsync(file, "old\n", TestContext.Current.CancellationToken);
        var method = Method(new AuthSettings { TokenFile = file });
        using var refused = new HttpResponseMessage(HttpStatusCode.Unauthorized);
        using var forbidden = new HttpResponseMessage(HttpStatusCode.Forbidden);

        Assert.Equal("Bearer old", (await Orders.SignedAsync(method))["Authorization"]);
        Assert.False(await method.RenewAsync(refused, TestContext.Current.CancellationToken));
        await File.WriteAllTextAsync(file, "new", TestContext.Current.CancellationToken);
        Assert.False(await method.RenewAsync(forbidden, TestContext.Current.CancellationToken));
        Assert.True(await method.RenewAsync(refused, TestContext.Current.CancellationToken));
        Assert.Equal("Bearer new", (await Orders.SignedAsync(method))["Authorization"]);
    }

    [Theory]
    [InlineData("exit 3", "ended with code 3", CredentialFailure.Unavailable)]
    [InlineData("sleep 30", "longer than", CredentialFailure.Unavailable)]
    [InlineData("true", "printed nothing", CredentialFailure.Unavailable)]
    [InlineData("head -c 100000 /dev/zero | tr '\\0' a", "far more", CredentialFailure.Unavailable)]
    [InlineData("printf 'a\\nb'", "no token", CredentialFailure.Misconfigured)]
    [InlineData("echo secret-in-errors >&2; exit 1", "ended with code 1", CredentialFailure.Unavailable)]
    public async Task A_failing_command_is_told_without_what_it_printed(string script, string said, CredentialFailure kind)
    {
        var method = Method(new AuthSettings { Command = [Script(script)], Timeout = TimeSpan.FromSeconds(1) });

        var exception = await Assert.ThrowsAsync<CredentialException>(() => Orders.SignedAsync(method));

        Assert.Equal(kind, exception.Kind);
        Assert.Contains(said, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-in-errors", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_told()
    {
        var exception = await Assert.ThrowsAsync<CredentialException>(() => Orders.SignedAsync(Method(new AuthSettings { Command = ["no-such-program-of-ours"] })));

        Assert.Equal(CredentialFailure.Misconfigured, exception.Kind);
        Assert.Contains("no-such-program-of-ours", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_vendors_program_left_is_found_at_home()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.FullName, ".claude"));
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, ".credentials.json"),
            """{"claudeAiOauth":{"accessToken":"sk-ant-oat01-fromthefile","expiresAt":4000000000000}}""",
            TestContext.Current.CancellationToken);
        var choice = new CommandMethodKind(_vault, TimeProvider.System).Create(Orders.For("anthropic", ("HOME", _folder.FullName)));

        var headers = await Orders.SignedAsync(choice.Method);

        Assert.Equal("Bearer sk-ant-oat01-fromthefile", headers["Authorization"]);
        Assert.Equal("sk-...file", choice.Method.Masked);
    }

    [Fact]
    public void Without_anything_it_says_how_to_sign_in()
    {
        var kind = new CommandMethodKind(_vault, TimeProvider.System);

        Assert.Contains("claude setup-token", kind.Create(Orders.For("anthropic")).Problem, StringComparison.Ordinal);
        Assert.Contains("auth.command", kind.Create(Orders.For("groq")).Problem, StringComparison.Ordinal);
    }

    private IAuthMethod Method(AuthSettings settings, TimeProvider? time = null) =>
        new CommandMethodKind(_vault, time ?? TimeProvider.System).Create(Orders.For("openai") with { Settings = settings }).Method;

    private string Script(string body)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands of this test are shell scripts.");
        var path = Path.Combine(_folder.FullName, Path.GetRandomFileName());
        File.WriteAllText(path, "#!/bin/sh\n" + body + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
