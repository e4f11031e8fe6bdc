using Weir.Catalog;
using Weir.Routing.Local;
using Weir.Routing.Saved;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;
using Weir.Routing.Wires;
using static Weir.Routing.Tests.Local.LocalKit;

namespace Weir.Routing.Tests.Local;

public sealed class LocalConnectionsTests
{
    [Fact]
    public void Each_kind_becomes_a_connection_of_its_name_and_an_unknown_one_of_its_port()
    {
        var snapshot = Build("", [
            Server(LocalServerKind.Ollama, 11434, "a"), Server(LocalServerKind.LmStudio, 1234, "b"), Server(LocalServerKind.LlamaCpp, 8080, "c"), Server(LocalServerKind.Vllm, 8000, "d"),
            Server(LocalServerKind.Jan, 1337, "e"), Server(LocalServerKind.Unknown, 9001, "f")]);

        Assert.Equal(["ollama", "lmstudio", "llamacpp", "vllm", "jan", "local-9001"], NamesOf(snapshot));
        Assert.Equal(["ollama", "lmstudio", "llamacpp", "vllm", "jan", "openai-compatible"], snapshot.Connections.SkipLast(1).Select(static connection => connection.Provider.Id));
        Assert.All(snapshot.Connections.SkipLast(1), static connection => Assert.Equal((Connection.FoundByItself, null), (connection.Origin, connection.NotServed)));
        Assert.Equal("Jan", snapshot.FindConnection("jan")!.Provider.Name);
        Assert.Equal("vLLM", snapshot.FindConnection("vllm")!.Provider.Name);
    }

    [Fact]
    public void Their_models_are_free_and_have_their_windows()
    {
        var model = Target(Build("", [Server(LocalServerKind.Vllm, 8000, "house/qwen")]), "vllm/house/qwen").Model!;
        Assert.Equal((8192L, 0m, 0m), (model.ContextLimit, model.Price!.Base.Input, model.Price.Base.Output));
        Assert.True(model.Capabilities.HasFlag(ModelCapabilities.ToolCall));
    }

    [Fact]
    public void Ollama_is_reached_by_its_own_dialect_and_by_that_of_OpenAIs_clients()
    {
        var target = Target(Build("", [Server(LocalServerKind.Ollama, 11434, "qwen3:8b")]), "qwen3:8b");
        Assert.Equal(["ollama http://127.0.0.1:11434/api/chat", "openai-chat http://127.0.0.1:11434/v1/chat/completions"], Ways(target));
    }

    [Fact]
    public void The_others_are_reached_as_their_variant_of_chat_completions()
    {
        var target = Target(Build("", [Server(LocalServerKind.LlamaCpp, 8080, "m")]), "llamacpp/m");
        Assert.Equal(["openai-chat http://127.0.0.1:8080/v1/chat/completions"], Ways(target));
        Assert.Equal("llama.cpp", target.Wires.Wires[0].Variant.Name);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8000/v1")]
    [InlineData("http://localhost:8000/v1")]
    [InlineData("http://[::1]:8000/v1")]
    public void A_server_that_a_connection_leads_to_is_not_there_twice(string address)
    {
        var snapshot = Build($"version: 2\nproviders: [{{name: mine, type: openai-compatible, base_url: '{address}', models: [own]}}]", [Server(LocalServerKind.Vllm, 8000, "m")]);
        Assert.Equal(["mine"], NamesOf(snapshot));
        Assert.Equal(["own"], snapshot.FindConnection("mine")!.Models.Keys);
    }

    [Fact]
    public void A_saved_connection_to_it_counts_as_well()
    {
        var snapshot = Build("", [Server(LocalServerKind.Ollama, 11434, "m")], [new SavedConnection { Name = "mine", Provider = "ollama" }]);
        Assert.Equal(["mine"], NamesOf(snapshot));
        Assert.Equal(["m"], snapshot.FindConnection("mine")!.Models.Keys);
    }

    [Fact]
    public void A_name_that_is_taken_is_left_to_its_owner()
    {
        var snapshot = Build("version: 2\nproviders: [{name: ollama, type: ollama, base_url: 'http://gpu.lan:11434/v1'}]", [Server(LocalServerKind.Ollama, 11434, "m"), Server(LocalServerKind.Ollama, 11435, "m")]);
        Assert.Equal(["ollama", "local-11434", "local-11435"], NamesOf(snapshot));
        Assert.Equal("gpu.lan", snapshot.FindConnection("ollama")!.BaseUrl!.Host);
    }

    [Fact]
    public void A_server_of_another_machine_has_its_name()
    {
        var servers = new[] { Server(LocalServerKind.Ollama, 11434, "m"), Server(LocalServerKind.Ollama, "http://gpu.lan:11434", "m"), Server(LocalServerKind.Unknown, "http://[fd00::1]:9001", "m") };
        Assert.Equal(["ollama", "gpu.lan-11434", "fd00--1-9001"], NamesOf(Build("", servers)));
    }

    [Fact]
    public void What_is_switched_off_hides_the_server_but_no_other()
    {
        var off = new SavedConnection { Name = "ollama", Provider = "ollama", BaseUrl = new Uri("http://127.0.0.1:11434/"), Enabled = false };
        Assert.Equal(["local-11435"], NamesOf(Build("", [Server(LocalServerKind.Ollama, 11434, "m"), Server(LocalServerKind.Ollama, 11435, "m")], [off])));
    }

    [Fact]
    public void A_connection_without_models_gets_its_servers_list_and_takes_other_names_still()
    {
        var snapshot = Build("version: 2\nproviders: [{name: lab, type: openai-compatible, base_url: 'http://127.0.0.1:8001/v1'}]", [Server(LocalServerKind.Unknown, 8001, "m")]);
        Assert.Equal(["m"], snapshot.FindConnection("lab")!.Models.Keys);
        Assert.Equal("lab/m", Target(snapshot, "m").Name);
        Assert.Equal("lab/other", Target(snapshot, "lab/other").Name);
    }

    [Theory]
    [InlineData(LocalServerKind.Unknown, "openai-compatible", false)]
    [InlineData(LocalServerKind.Vllm, "openai-compatible", true)]
    [InlineData(LocalServerKind.Unknown, "vllm", true)]
    public void A_configured_servers_models_are_free_only_when_its_kind_is_known(LocalServerKind kind, string type, bool free)
    {
        var snapshot = Build($"version: 2\nproviders: [{{name: lab, type: {type}, base_url: 'http://127.0.0.1:8001/v1'}}]", [Server(kind, 8001, "m")]);
        Assert.Equal(free, snapshot.FindConnection("lab")!.Models["m"].Price is not null);
    }

    [Fact]
    public void LM_Studios_own_list_goes_before_the_catalogues()
    {
        var snapshot = Build("", [Server(LocalServerKind.LmStudio, 1234, "mine")], null, ("LMSTUDIO_API_KEY", "lm-0123456789abcdef"));
        Assert.Equal(["mine"], snapshot.FindConnection("lmstudio")!.Models.Keys);
        Assert.Equal("environment", snapshot.FindConnection("lmstudio")!.Origin);
        Assert.Equal(["lmstudio"], NamesOf(snapshot));
    }

    [Fact]
    public void Switched_off_nothing_is_found() =>
        Assert.Empty(NamesOf(Build("version: 2\nlocal: {enabled: false}", [Server(LocalServerKind.Ollama, 11434, "m")])));

    [Fact]
    public void Embeddings_are_no_default_model()
    {
        var server = Server(LocalServerKind.Ollama, 11434) with { Models = [new LocalModel { Id = "a-bert", Embeds = true }, new LocalModel { Id = "b-chat" }] };
        Assert.Equal("ollama/b-chat", Target(Build("", [server]), "default").Name);
    }

    private static Target Target(RoutingSnapshot snapshot, string name) => Assert.IsType<Resolution.Found>(snapshot.Models.Resolve(name, [])).Targets[0];

    private static IEnumerable<string> Ways(Target target) =>
        target.Wires.Wires.Select(wire => $"{wire.Dialect} {wire.Rules.AddressOf(new UpstreamCall { Target = target, Wire = wire, ClientDialect = "gemini" })!.AbsoluteUri}");
}
