using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Weir.Catalog;
using Weir.Gateway.Local;
using Weir.Gateway.Tests.Fakes;
using Weir.Routing.Local;

namespace Weir.Gateway.Tests.Local;

/// <summary>Each kind of server, as its vendor describes its answers.</summary>
public sealed class ServerKindsTests : IDisposable
{
    private const string Plain = """{"object":"list","data":[{"id":"m","object":"model","created":1,"owned_by":"me"}]}""";

    private readonly LocalProbe _probe = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _probe.Dispose();

    [Fact]
    public async Task Ollama_tells_of_each_model_its_window_and_what_it_can()
    {
        await using var ollama = await StartOllamaAsync();

        var server = await FindAsync(ollama);

        Assert.Equal((LocalServerKind.Ollama, "0.12.3"), (server.Kind, server.Version));
        Assert.Equal(
            [
                new LocalModel { Id = "qwen3:8b", ContextLimit = 40_960, Capabilities = ModelCapabilities.ToolCall | ModelCapabilities.Reasoning, IsLoaded = true },
                new LocalModel { Id = "llava:7b", ContextLimit = 8192, Capabilities = ModelCapabilities.None, SeesImages = true, IsLoaded = false },
                new LocalModel { Id = "nomic-embed-text:latest", ContextLimit = 2048, Capabilities = ModelCapabilities.None, Embeds = true, IsLoaded = false },
            ],
            server.Models);
    }

    [Fact]
    public async Task Ollama_is_asked_for_a_models_window_once()
    {
        await using var ollama = await StartOllamaAsync();
        var first = await FindAsync(ollama);

        var second = await FindAsync(ollama);

        Assert.Equal(first.Models, second.Models);
        Assert.Equal(3, ollama.Asked.Count(static asked => asked.Path == "POST /api/show"));
    }

    [Fact]
    public async Task Ollama_without_models_is_Ollama()
    {
        await using var ollama = await StandIn.StartAsync(("GET /v1/models", """{"object":"list","data":null}"""), ("GET /api/version", """{"version":"0.12.3"}"""), ("GET /api/tags", """{"models":[]}"""));
        var server = await FindAsync(ollama);
        Assert.Equal((LocalServerKind.Ollama, 0), (server.Kind, server.Models.Count));
    }

    [Fact]
    public async Task A_model_that_Ollama_describes_too_slowly_is_there_by_its_name()
    {
        await using var ollama = await StartOllamaAsync();
        ollama.Answer("POST /api/show", static context => Task.Delay(Timeout.Infinite, context.RequestAborted));

        var server = await FindAsync(ollama);

        Assert.Equal([("qwen3:8b", 0L), ("llava:7b", 0L), ("nomic-embed-text:latest", 0L)], server.Models.Select(static model => (model.Id, model.ContextLimit)));
    }

    [Fact]
    public async Task LM_Studio_tells_windows_and_what_is_loaded()
    {
        await using var studio = await StandIn.StartAsync(
            ("GET /v1/models", """{"object":"list","data":[{"id":"qwen2-vl-7b-instruct","object":"model","owned_by":"organization_owner"}]}"""),
            ("GET /api/v0/models", """
                {"object":"list","data":[
                  {"id":"qwen2-vl-7b-instruct","object":"model","type":"vlm","publisher":"mlx-community","arch":"qwen2_vl","state":"not-loaded","max_context_length":32768},
                  {"id":"qwen3-8b","object":"model","type":"llm","state":"loaded","max_context_length":131072,"loaded_context_length":16384,"capabilities":["tool_use"]},
                  {"id":"text-embedding-nomic","object":"model","type":"embeddings","state":"not-loaded","max_context_length":2048}]}
                """));

        var server = await FindAsync(studio);

        Assert.Equal(LocalServerKind.LmStudio, server.Kind);
        Assert.Equal(
            [
                new LocalModel { Id = "qwen2-vl-7b-instruct", ContextLimit = 32_768, SeesImages = true, IsLoaded = false },
                new LocalModel { Id = "qwen3-8b", ContextLimit = 16_384, Capabilities = ModelCapabilities.ToolCall, IsLoaded = true },
                new LocalModel { Id = "text-embedding-nomic", ContextLimit = 2048, Embeds = true, IsLoaded = false },
            ],
            server.Models);
    }

    [Fact]
    public async Task Llama_cpps_window_is_the_one_it_was_started_with()
    {
        await using var llama = await StandIn.StartAsync(
            ("GET /v1/models", """{"object":"list","data":[{"id":"gemma-3-4b.gguf","object":"model","owned_by":"llamacpp","meta":{"vocab_type":2,"n_ctx_train":131072,"n_params":3880099328}}]}"""),
            ("GET /props", """{"default_generation_settings":{"n_ctx":8192},"total_slots":4,"build_info":"b6123-abc","modalities":{"vision":true,"audio":false}}"""),
            // It imitates Ollama in parts.
            ("GET /api/tags", """{"models":[{"name":"gemma-3-4b.gguf"}]}"""),
            ("GET /api/version", """{"version":"0.0.0"}"""));

        var server = await FindAsync(llama);

        Assert.Equal((LocalServerKind.LlamaCpp, "b6123-abc"), (server.Kind, server.Version));
        Assert.Equal([new LocalModel { Id = "gemma-3-4b.gguf", ContextLimit = 8192, SeesImages = true }], server.Models);
    }

    [Fact]
    public async Task Llama_cpp_that_keeps_its_settings_to_itself_tells_the_models_window()
    {
        await using var llama = await StandIn.StartAsync(("GET /v1/models", """{"data":[{"id":"a","owned_by":"llamacpp","meta":{"n_ctx_train":4096}}]}"""));
        Assert.Equal([new LocalModel { Id = "a", ContextLimit = 4096 }], (await FindAsync(llama)).Models);
    }

    [Fact]
    public async Task VLLM_tells_its_models_length()
    {
        await using var vllm = await StandIn.StartAsync(
            ("GET /v1/models", """{"object":"list","data":[{"id":"Qwen/Qwen3-8B","object":"model","created":1,"owned_by":"vllm","root":"Qwen/Qwen3-8B","parent":null,"max_model_len":40960}]}"""),
            ("GET /version", """{"version":"0.11.0"}"""));

        var server = await FindAsync(vllm);

        Assert.Equal((LocalServerKind.Vllm, "0.11.0"), (server.Kind, server.Version));
        Assert.Equal([new LocalModel { Id = "Qwen/Qwen3-8B", ContextLimit = 40_960 }], server.Models);
    }

    [Fact]
    public async Task Jan_is_known_by_its_description()
    {
        await using var jan = await StandIn.StartAsync(("GET /v1/models", Plain), ("GET /openapi.json", """{"openapi":"3.1.0","info":{"title":"👋 Jan API","version":"0.7"}}"""));
        var server = await FindAsync(jan);
        Assert.Equal((LocalServerKind.Jan, "m"), (server.Kind, server.Models[0].Id));
    }

    [Fact]
    public async Task Any_other_model_server_is_one_of_unknown_kind()
    {
        await using var other = await StandIn.StartAsync(("GET /v1/models", Plain));
        var server = await FindAsync(other);
        Assert.Equal((LocalServerKind.Unknown, "m"), (server.Kind, server.Models[0].Id));
    }

    private static async Task<StandIn> StartOllamaAsync()
    {
        var ollama = await StandIn.StartAsync(
            ("GET /v1/models", """{"object":"list","data":[{"id":"qwen3:8b","object":"model","owned_by":"library"}]}"""),
            ("GET /api/version", """{"version":"0.12.3"}"""),
            ("GET /api/tags", """
                {"models":[
                  {"name":"qwen3:8b","model":"qwen3:8b","digest":"aa","size":5200000000,"details":{"family":"qwen3"}},
                  {"name":"llava:7b","model":"llava:7b","digest":"bb","size":4700000000},
                  {"name":"nomic-embed-text:latest","model":"nomic-embed-text:latest","digest":"cc","size":270000000}]}
                """),
            ("GET /api/ps", """{"models":[{"name":"qwen3:8b","model":"qwen3:8b","digest":"aa","size_vram":5200000000}]}"""));
        return ollama.Answer("POST /api/show", async context =>
        {
            using var asked = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            await context.Response.WriteAsync(
                asked.RootElement.GetProperty("model").GetString() switch
                {
                    "qwen3:8b" => """{"capabilities":["completion","tools","thinking"],"parameters":"temperature 0.6\nstop \"x\"","model_info":{"general.architecture":"qwen3","qwen3.context_length":40960}}""",
                    "llava:7b" => """{"capabilities":["completion","vision"],"parameters":"num_ctx                        8192","model_info":{"general.architecture":"llama","llama.context_length":32768}}""",
                    _ => """{"capabilities":["embedding"],"model_info":{"general.architecture":"nomic-bert","nomic-bert.context_length":2048}}""",
                },
                context.RequestAborted);
        });
    }

    private async Task<LocalServer> FindAsync(StandIn standIn)
    {
        var look = await _probe.LookAsync(new LocalPlace(standIn.Origin, null), Token);
        Assert.Null(look.Problem);
        return look.Server!;
    }
}
