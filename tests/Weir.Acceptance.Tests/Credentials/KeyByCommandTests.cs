using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Credentials;

/// <summary>Keys that are given by command: kept sealed, used at once, shown masked, gone when forgotten.</summary>
public sealed class KeyByCommandTests
{
    private static readonly string Key = "sk-" + WeirSetup.RandomKey();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_given_to_the_running_gateway_signs_at_once_and_after_a_restart()
    {
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        using var home = new WeirHome(new WeirSetup { Config = "version: 2\ncredentials: {store: file}\n" });
        await using (var weir = await WeirProcess.StartAsync(home, Token))
        {
            upstream.Play(UpstreamAnswer.Json("""{"error":{"message":"messages missing"}}""", 400), UpstreamAnswer.Json("""{"choices":[]}"""));
            var login = await home.RunAsync(["auth", "login", "groq", "--name", "work", "--key-stdin", "--base-url", upstream.BaseUrl], Token, Key + "\n");
            Assert.True(login.ExitCode == 0, login.ToString());
            Assert.Contains("It took the credential.", login.Output, StringComparison.Ordinal);
            Assert.Equal(200, (await weir.Http.ChatAsync("work/llama-3.3-70b-versatile", Token)).Status);
            Assert.Equal("Bearer " + Key, upstream.Received[^1].Headers["authorization"]);

            var status = await weir.RunCliAsync("auth", "status", "--json");
            var shown = status.Json().GetProperty("credentials").EnumerateArray().Single(static entry => entry.GetProperty("connection").GetString() == "work");
            Assert.Equal(("api", "ready", "encrypted file"), (shown.GetProperty("method").GetString(), shown.GetProperty("state").GetString(), shown.GetProperty("source").GetString()));
            Assert.Equal($"{Key[..3]}...{Key[^4..]}", shown.GetProperty("masked").GetString());
            await weir.StopAsync(Token);
        }

        await using (var again = await WeirProcess.StartAsync(home, Token))
        {
            upstream.Play(UpstreamAnswer.Json("""{"choices":[]}"""));
            Assert.Equal(200, (await again.Http.ChatAsync("work/llama-3.3-70b-versatile", Token)).Status);
            Assert.Equal("Bearer " + Key, upstream.Received[^1].Headers["authorization"]);

            Assert.Equal(0, (await again.RunCliAsync("providers", "disable", "work")).ExitCode);
            Assert.Equal(404, (await again.Http.ChatAsync("work/llama-3.3-70b-versatile", Token)).Status);
            Assert.Equal(0, (await again.RunCliAsync("providers", "enable", "work")).ExitCode);
            Assert.Equal(0, (await again.RunCliAsync("auth", "logout", "work")).ExitCode);
            Assert.Equal(503, (await again.Http.ChatAsync("work/llama-3.3-70b-versatile", Token)).Status);
            Assert.Equal(4, (await again.RunCliAsync("auth", "status", "work")).ExitCode);
            Assert.Equal(0, (await again.RunCliAsync("providers", "remove", "work", "--yes")).ExitCode);
            Assert.Equal(404, (await again.Http.ChatAsync("work/llama-3.3-70b-versatile", Token)).Status);
        }

        Assert.Empty(FilesWith(home, Key));
    }

    [Fact]
    public async Task A_refused_key_is_told_with_what_to_do()
    {
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        using var home = new WeirHome(new WeirSetup { Config = "version: 2\ncredentials: {store: file}\n" });
        upstream.Play(UpstreamAnswer.Json("""{"error":{"message":"Incorrect API key provided","code":"invalid_api_key"}}""", 401));

        var login = await home.RunAsync(["auth", "login", "groq", "--key-stdin", "--base-url", upstream.BaseUrl], Token, Key + "\n");

        Assert.Equal(4, login.ExitCode);
        Assert.Contains("invalid_credentials", login.Output, StringComparison.Ordinal);
        Assert.Contains("Correct the credential", login.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, login.Output + login.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_move_between_stores_and_under_a_new_master_key()
    {
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        using var home = new WeirHome(new WeirSetup { Config = "version: 2\n" });
        await home.RunAsync(["auth", "login", "groq", "--key-stdin", "--base-url", upstream.BaseUrl], Token, Key + "\n");
        await using var weir = await WeirProcess.StartAsync(home, Token);

        foreach (var (arguments, isPlain) in new (string[], bool)[] { (["auth", "rotate-master-key"], false), (["auth", "move", "--to", "plain"], true), (["auth", "move", "--to", "database"], false), (["auth", "rotate-master-key"], false) })
        {
            var done = await weir.RunCliAsync(arguments);
            Assert.True(done.ExitCode == 0, done.ToString());
            Assert.Equal(isPlain, Path.Combine(home.DataFolder, "secrets.plain.json") is var plain && File.Exists(plain) && Contains(plain, "connection/groq"));
            Assert.Empty(FilesWith(home, Key));
            upstream.Play(UpstreamAnswer.Json("""{"choices":[]}"""));
            Assert.Equal(200, (await weir.Http.ChatAsync("groq/llama-3.3-70b-versatile", Token)).Status);
            Assert.Equal("Bearer " + Key, upstream.Received[^1].Headers["authorization"]);
        }
    }

    [Fact]
    public async Task What_the_file_declares_is_changed_there_alone()
    {
        using var home = new WeirHome(new WeirSetup { Config = "version: 2\nproviders:\n  - {name: lab, type: groq, base_url: 'http://127.0.0.1:9/v1'}\n" });

        var add = await home.RunAsync(["providers", "add", "openai", "--name", "lab"], Token);
        var disable = await home.RunAsync(["providers", "disable", "lab"], Token);
        var remove = await home.RunAsync(["providers", "remove", "lab", "--yes"], Token);

        Assert.All([add, disable, remove], static result =>
        {
            Assert.Equal(1, result.ExitCode);
            Assert.Contains("weir.yaml:3", result.Error, StringComparison.Ordinal);
        });
    }

    private static List<string> FilesWith(WeirHome home, string text) =>
        [.. Directory.EnumerateFiles(home.DataFolder, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).Length > 0 && Contains(file, text))];

    private static bool Contains(string file, string text)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0;
    }
}
