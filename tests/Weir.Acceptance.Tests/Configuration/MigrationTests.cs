using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Configuration;

/// <summary>A weir.yaml of version 1 in the real program: served as it stands, migrated under a running gateway, served again.</summary>
public sealed class MigrationTests
{
    private static readonly string Key = "sk-" + WeirSetup.RandomKey();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_old_file_serves_and_after_its_migration_the_key_is_in_the_store_alone()
    {
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        using var home = new WeirHome(new WeirSetup { Config = $"# ours\ncredentials: {{store: file}}\nproviders:\n  - name: lab\n    type: openai-compatible\n    base_url: {upstream.BaseUrl}\n    api_key: {Key}\n    models: [m]\n" });
        await using (var weir = await WeirProcess.StartAsync(home, Token))
        {
            upstream.Play(UpstreamAnswer.Json("""{"choices":[]}"""));
            Assert.Equal(200, (await weir.Http.ChatAsync("lab/m", Token)).Status);

            var migrated = await home.RunAsync(["config", "migrate", home.ConfigFile], Token);
            Assert.True(migrated.ExitCode == 0, migrated.ToString());
            Assert.DoesNotContain(Key, migrated.Output + migrated.Error, StringComparison.Ordinal);
            Assert.DoesNotContain(Key, await File.ReadAllTextAsync(home.ConfigFile, Token), StringComparison.Ordinal);
            Assert.Contains("api_key: {keychain: lab}", await File.ReadAllTextAsync(home.ConfigFile, Token), StringComparison.Ordinal);
            Assert.Contains(Key, await File.ReadAllTextAsync(home.ConfigFile + ".bak", Token), StringComparison.Ordinal);
            await weir.StopAsync(Token);
        }

        await using var again = await WeirProcess.StartAsync(home, Token);
        upstream.Play(UpstreamAnswer.Json("""{"choices":[]}"""));
        Assert.Equal(200, (await again.Http.ChatAsync("lab/m", Token)).Status);
        Assert.Equal("Bearer " + Key, upstream.Received[^1].Headers["authorization"]);

        var doctor = await again.RunCliAsync("doctor", "secrets", "credentials");
        Assert.True(doctor.ExitCode == 0, doctor.ToString());
        Assert.Contains("One was written, read back and deleted.", doctor.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_usable_store_the_file_stays_and_a_name_that_is_taken_is_not_overwritten()
    {
        var text = $"credentials: {{store: file}}\nproviders:\n  - {{name: groq, type: groq, api_key: {Key}}}\n";
        using var locked = new WeirHome(new WeirSetup { Config = text, Variables = new Dictionary<string, string> { ["WEIR_MASTER_KEY"] = "short" } });
        var refused = await locked.RunAsync(["config", "migrate", locked.ConfigFile], Token);
        Assert.True(refused.ExitCode == 1, refused.ToString());
        Assert.Contains("stays as it is", refused.Error, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(locked.ConfigFile, Token));
        Assert.False(File.Exists(locked.ConfigFile + ".bak"));

        using var home = new WeirHome(new WeirSetup { Config = text });
        Assert.Equal(0, (await home.RunAsync(["config", "migrate", home.ConfigFile], Token)).ExitCode);
        home.WriteConfig(text.Replace(Key, "other-" + Key, StringComparison.Ordinal));
        Assert.Equal(0, (await home.RunAsync(["config", "migrate", home.ConfigFile], Token)).ExitCode);
        Assert.Contains("{keychain: groq-2}", await File.ReadAllTextAsync(home.ConfigFile, Token), StringComparison.Ordinal);

        // The first key again: it is there already, under the first name.
        home.WriteConfig(text);
        Assert.Equal(0, (await home.RunAsync(["config", "migrate", home.ConfigFile], Token)).ExitCode);
        Assert.Contains("{keychain: groq}", await File.ReadAllTextAsync(home.ConfigFile, Token), StringComparison.Ordinal);
    }
}
