using System.Text;
using System.Text.Json;
using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;
using Weir.TestKit;

namespace Weir.Acceptance.Tests.Local;

/// <summary>A model server that is there when Weir looks, serves, and goes away.</summary>
public sealed class LocalServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_is_found_serves_for_nothing_and_is_forgotten_when_it_ends()
    {
        var port = FreePort.Next();
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = $"version: 2\nlocal: {{ports: [{port}], interval: 1s}}\n" }, Token);
        string name;
        await using (var ollama = await OllamaStandIn.StartAsync(port, Token))
        {
            // A real Ollama on this machine would have the name.
            var found = await Eventually.GetAsync("the model in the list", async () => (await ModelsAsync(weir)).FirstOrDefault(model => model.EndsWith("/qwen3:8b", StringComparison.Ordinal)), Token);
            name = found.Split('/')[0];
            Assert.True(name == "ollama" || name == $"local-{port}", name);

            var chat = await weir.Http.ChatAsync(found, Token);
            Assert.Equal(200, chat.Status);
            Assert.Contains("Hello.", chat.Body, StringComparison.Ordinal);

            // A client of another dialect is answered by Ollama's own.
            using var messages = await weir.Http.PostAsync(
                new Uri("v1/messages", UriKind.Relative),
                new StringContent($$"""{"model":"{{found}}","max_tokens":50,"messages":[{"role":"user","content":"Say it."}]}""", Encoding.UTF8, "application/json"),
                Token);
            Assert.Contains("Hello.", await messages.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
            Assert.Equal([("/v1/chat/completions", "qwen3:8b"), ("/api/chat", "qwen3:8b")], ollama.Chats);

            var model = (await weir.RunCliAsync("models", "show", found, "--json")).Json();
            Assert.Equal((40_960, 0m), (model.GetProperty("contextLimit").GetInt32(), model.GetProperty("inputUsdPerMillion").GetDecimal()));

            var status = await StatusAsync(weir, name);
            Assert.Equal(("found by itself", "ready", 1, 1, 2), (
                status!.Value.GetProperty("origin").GetString(), status.Value.GetProperty("credential").GetString(), status.Value.GetProperty("models").GetInt32(),
                status.Value.GetProperty("loadedModels").GetInt32(), status.Value.GetProperty("requestsToday").GetInt32()));
            Assert.True(status.Value.GetProperty("status").GetString() is "available" or "active", status.Value.GetRawText());
            Assert.Equal(0m, status.Value.GetProperty("costTodayUsd").GetDecimal());

            Assert.Equal(0, (await weir.RunCliAsync("providers", "disable", name)).ExitCode);
            Assert.DoesNotContain(found, await ModelsAsync(weir));
            Assert.Equal(0, (await weir.RunCliAsync("providers", "enable", name)).ExitCode);
            await Eventually.BeTrueAsync("the model in the list again", async () => (await ModelsAsync(weir)).Contains(found), Token);
            Assert.Equal(200, (await weir.Http.ChatAsync(found, Token)).Status);
            Assert.Equal(0, (await weir.RunCliAsync("providers", "remove", name, "--yes")).ExitCode);
            await Eventually.BeTrueAsync("the server to be found again", async () => (await StatusAsync(weir, name))?.GetProperty("origin").GetString() == "found by itself", Token);

            var table = (await weir.RunCliAsync("providers")).Output;
            Assert.Contains("1 (1 loaded)", table, StringComparison.Ordinal);
        }

        await Eventually.BeTrueAsync("the server to be forgotten", async () => await StatusAsync(weir, name) is null, Token);
        Assert.DoesNotContain($"{name}/qwen3:8b", await ModelsAsync(weir));
        Assert.Equal(404, (await weir.Http.ChatAsync($"{name}/qwen3:8b", Token)).Status);
    }

    [Fact]
    public async Task A_connection_without_models_lists_what_its_server_has()
    {
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        upstream.Models = UpstreamAnswer.Json("""{"object":"list","data":[{"id":"house-model","object":"model","owned_by":"vllm","max_model_len":16384}]}""");
        await using var weir = await WeirProcess.StartAsync(
            new WeirSetup { Config = $"version: 2\nproviders:\n  - {{name: lab, type: openai-compatible, base_url: '{upstream.BaseUrl}', auth_method: none}}\n" }, Token);

        await Eventually.BeTrueAsync("the list", async () => (await ModelsAsync(weir)).Contains("lab/house-model"), Token);

        upstream.Play(UpstreamAnswer.Json("""{"choices":[]}"""));
        Assert.Equal(200, (await weir.Http.ChatAsync("house-model", Token)).Status);
    }

    [Fact]
    public async Task What_is_switched_off_is_shown_as_such_and_what_has_no_key_as_signed_out()
    {
        await using var weir = await WeirProcess.StartAsync(
            new WeirSetup { Config = "version: 2\nlocal: {enabled: false}\nproviders:\n  - {name: off, type: openai-compatible, base_url: 'http://127.0.0.1:9/v1', enabled: false}\n  - {name: out, type: groq}\n" }, Token);

        Assert.Equal("disabled", (await StatusAsync(weir, "off"))!.Value.GetProperty("status").GetString());
        Assert.Equal("signed-out", (await StatusAsync(weir, "out"))!.Value.GetProperty("status").GetString());
        Assert.Equal("available", (await StatusAsync(weir, "simulator"))!.Value.GetProperty("status").GetString());
    }

    private static async Task<List<string>> ModelsAsync(WeirProcess weir)
    {
        using var list = JsonDocument.Parse(await weir.Http.GetStringAsync(new Uri("v1/models", UriKind.Relative), Token));
        return [.. list.RootElement.GetProperty("data").EnumerateArray().Select(static model => model.GetProperty("id").GetString()!)];
    }

    private static async Task<JsonElement?> StatusAsync(WeirProcess weir, string connection)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "admin/api/v1/providers/status");
        request.Headers.Authorization = new("Bearer", weir.AdminKey);
        using var response = await weir.Http.SendAsync(request, Token);
        using var statuses = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token));
        var found = statuses.RootElement.EnumerateArray().Where(status => status.GetProperty("name").GetString() == connection).ToList();
        return found.Count == 0 ? null : found[0].Clone();
    }
}
