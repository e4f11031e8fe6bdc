using System.Net.Http.Headers;
using System.Text;
using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Credentials;

/// <summary>Plants secrets everywhere they may be given, uses all of the program, then looks through everything that left it.</summary>
public sealed class SecretScanTests
{
    private static readonly string[] Commands =
    [
        "status", "doctor", "providers list --all", "providers show lab", "providers test lab kept ran", "models list", "auth status", "keys list", "usage", "usage --by model --csv",
        "requests list", "config show", "config validate", "catalog info", "auth status --json", "providers show kept --json", "requests list --json", "config show --json", "status --json",
    ];

    private static readonly string[] AdminPaths = ["status", "providers", "providers/groq", "connections", "models", "keys", "usage?by=model", "requests", "auth", "providers/groq/sign-in"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_leaves_the_program_holds_a_secret()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The token command of this test is a shell script.");
        var secrets = Enumerable.Range(0, 6).Select(static _ => "sk-" + WeirSetup.RandomKey()).ToArray();
        var (inVariable, inHeader, byCommand, printed, master) = (secrets[0], secrets[1], secrets[2], secrets[3], secrets[4]);
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        using var folder = new TemporaryFolder();
        var script = folder.Combine("token.sh");
        await File.WriteAllTextAsync(script, $"#!/bin/sh\necho '{printed}'\n", Token);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var setup = new WeirSetup
        {
            Config = $$"""
                version: 2
                credentials: {store: file}
                providers:
                  - {name: lab, type: openai-compatible, base_url: {{upstream.BaseUrl}}, api_key: "${LAB_KEY}", headers: {x-team-secret: "${LAB_HEADER}"}, models: [m]}
                  - {name: ran, type: openai-compatible, base_url: {{upstream.BaseUrl}}, auth_method: command, auth: {command: ["{{script}}"]}, models: [m]}
                  - {name: gone, type: openai-compatible, base_url: "http://127.0.0.1:9/v1", api_key: "${LAB_KEY}", models: [m]}
                """,
            Variables = new Dictionary<string, string> { ["LAB_KEY"] = inVariable, ["LAB_HEADER"] = inHeader, ["WEIR_MASTER_KEY"] = master },
        };
        using var home = new WeirHome(setup);
        var seen = new StringBuilder();
        await using (var weir = await WeirProcess.StartAsync(home, Token))
        {
            Note(seen, await home.RunAsync(["auth", "login", "groq", "--name", "kept", "--key-stdin", "--base-url", upstream.BaseUrl], Token, byCommand + "\n"));
            foreach (var (connection, sent) in new[] { ("lab/m", inVariable), ("lab/m", inHeader), ("kept/llama-3.3-70b-versatile", byCommand), ("ran/m", printed), ("gone/m", inVariable) })
            {
                foreach (var answer in Answers(sent))
                {
                    upstream.Play([.. Enumerable.Repeat(answer, 4)]);
                    await ChatAsync(weir, seen, connection);
                }
            }

            using var admin = weir.CreateClient();
            admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", setup.AdminKey);
            foreach (var path in AdminPaths)
            {
                seen.Append(await admin.GetStringAsync(new Uri("admin/api/v1/" + path, UriKind.Relative), Token));
            }

            seen.Append(await (await admin.GetAsync(new Uri("metrics", UriKind.Relative), Token)).Content.ReadAsStringAsync(Token));
            upstream.Play([.. Enumerable.Repeat(UpstreamAnswer.Json("{}", 500), 40)]);
            foreach (var command in Commands)
            {
                Note(seen, await weir.RunCliAsync(command.Split(' ')));
            }

            foreach (var request in await IdsAsync(admin))
            {
                Note(seen, await weir.RunCliAsync("explain", request));
                seen.Append(await weir.Http.GetStringAsync(new Uri("v1/requests/" + request, UriKind.Relative), Token));
            }

            await weir.StopAsync(Token);
            seen.Append(weir.Log);
        }

        foreach (var file in Directory.EnumerateFiles(home.DataFolder, "*", SearchOption.AllDirectories))
        {
            seen.Append(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Token)));
        }

        var text = seen.ToString();
        Assert.True(text.Length > 50_000, $"Only {text.Length} characters were looked through.");
        Assert.Contains("[masked]", text, StringComparison.Ordinal);
        Assert.All([.. secrets, setup.ClientKey!, setup.AdminKey!], secret => Assert.All(Forms(secret), form => Assert.DoesNotContain(form, text, StringComparison.Ordinal)));
    }

    /// <summary>Good, refused with an echo of whatever it was sent, broken, and cut.</summary>
    private static IEnumerable<UpstreamAnswer> Answers(string sent) =>
    [
        UpstreamAnswer.Json("""{"id":"1","choices":[{"message":{"role":"assistant","content":"x"}}],"usage":{"prompt_tokens":1,"completion_tokens":1}}"""),
        UpstreamAnswer.Json($$"""{"error":{"message":"Incorrect API key provided: {{sent}}. Yes, {{sent}}!","code":"invalid_api_key"} }""", 401),
        UpstreamAnswer.Json("no JSON", 500),
        UpstreamAnswer.Stream("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n") with { Ending = UpstreamEnding.Cut },
    ];

    private static async Task ChatAsync(WeirProcess weir, StringBuilder seen, string model)
    {
        foreach (var stream in (string[])["false", "true"])
        {
            using var content = new StringContent($$"""{"model":"{{model}}","messages":[{"role":"user","content":"hi"}],"stream":{{stream}} }""", Encoding.UTF8, "application/json");
            using var response = await weir.Http.PostAsync(new Uri("v1/chat/completions", UriKind.Relative), content, Token);
            seen.Append(response.Headers).Append(await response.Content.ReadAsStringAsync(Token));
        }
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(HttpClient admin)
    {
        using var document = System.Text.Json.JsonDocument.Parse(await admin.GetStringAsync(new Uri("admin/api/v1/requests?limit=6", UriKind.Relative), Token));
        return [.. document.RootElement.EnumerateArray().Select(static request => request.GetProperty("id").GetString()!)];
    }

    private static void Note(StringBuilder seen, CommandResult result) => seen.Append(result.Output).Append(result.Error);

    /// <summary>As it is, and the middle of its base64 however it is aligned.</summary>
    private static IEnumerable<string> Forms(string secret)
    {
        yield return secret;
        for (var shift = 0; shift < 3; shift++)
        {
            var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string(' ', shift) + secret));
            yield return encoded[8..^8];
        }
    }
}
