using Weir.Routing.Local;
using static Weir.Routing.Tests.Local.LocalKit;

namespace Weir.Routing.Tests.Local;

public sealed class LocalPlacesTests
{
    private static readonly int[] Usual = [11434, 1234, 8080, 8000, 1337];

    [Fact]
    public void Without_a_file_the_usual_ports_of_this_machine() =>
        Assert.Equal(Usual.Select(static port => ($"http://127.0.0.1:{port}", (string?)null)), Places(""));

    [Fact]
    public void Ports_and_hosts_are_added() => Assert.Equal(
        [.. Usual.Append(9001).Select(static port => $"http://127.0.0.1:{port}"), .. Usual.Append(9001).Select(static port => $"http://gpu.lan:{port}"), .. Usual.Append(9001).Select(static port => $"http://[fd00::1]:{port}")],
        Places("version: 2\nlocal: {ports: [9001, 8080], hosts: [gpu.lan, 'fd00::1']}").Select(static place => place.Origin));

    [Fact]
    public void Weirs_own_port_is_left_out_here_and_not_elsewhere()
    {
        var places = Places("version: 2\nlocal: {hosts: [gpu.lan]}", 8080).Select(static place => place.Origin).ToList();
        Assert.DoesNotContain("http://127.0.0.1:8080", places);
        Assert.Contains("http://gpu.lan:8080", places);
    }

    [Fact]
    public void Switched_off_nothing_is_looked_at() => Assert.Empty(Places("version: 2\nlocal: {enabled: false}"));

    [Theory]
    [InlineData("{name: lab, type: openai-compatible, base_url: 'http://127.0.0.1:9001/v1'}", "http://127.0.0.1:9001")]
    [InlineData("{name: lab, type: openai-compatible, base_url: 'http://localhost:8000/v1'}", "http://localhost:8000")]
    [InlineData("{name: lab, type: my-own, base_url: 'https://127.0.0.1:9001/v1/'}", "https://127.0.0.1:9001")]
    [InlineData("{name: lab, type: ollama, base_url: 'http://127.0.0.1:9001/'}", "http://127.0.0.1:9001")]
    [InlineData("{name: lab, type: ollama}", "http://127.0.0.1:11434")]
    [InlineData("{name: lab, type: ollama, dialect: ollama, base_url: 'http://127.0.0.1:9001'}", "http://127.0.0.1:9001")]
    [InlineData("{name: lab, type: openai-compatible, base_url: 'http://gpu.lan:9001/v1'}", "http://gpu.lan:9001")]
    public void A_connection_that_asks_for_its_list_is_looked_at_in_its_own_name(string block, string origin)
    {
        var places = Places($"version: 2\nlocal: {{hosts: [gpu.lan]}}\nproviders: [{block}]");
        Assert.Equal((origin, "lab"), places[0]);
        Assert.Single(places, place => place.Origin.EndsWith(new Uri(origin).Authority.Replace("localhost", "127.0.0.1", StringComparison.Ordinal), StringComparison.Ordinal) || place.Connection == "lab");
    }

    [Theory]
    [InlineData("{name: lab, type: openai-compatible, base_url: 'http://127.0.0.1:8000/v1', models: [m]}")]
    [InlineData("{name: lab, type: groq, base_url: 'http://127.0.0.1:8000/v1', api_key: key-0123456789}")]
    [InlineData("{name: lab, type: openai-compatible, base_url: 'http://127.0.0.1:8000/proxy/v1'}")]
    [InlineData("{name: lab, type: openai-compatible, dialect: anthropic-messages, base_url: 'http://127.0.0.1:8000/v1'}")]
    public void What_another_connection_leads_to_is_left_alone(string block) =>
        Assert.Equal(Usual.Where(static port => port != 8000).Select(static port => ($"http://127.0.0.1:{port}", (string?)null)), Places($"version: 2\nproviders: [{block}]"));

    [Fact]
    public void Other_machines_are_not_asked_for_lists() =>
        Assert.DoesNotContain(Places("version: 2\nproviders: [{name: lab, type: openai-compatible, base_url: 'http://gpu.lan:9001/v1'}]"), static place => place.Connection is not null);

    [Fact]
    public void Servers_that_were_found_are_looked_at_again() => Assert.Contains(
        LocalPlaces.Of(Build("", [Server(LocalServerKind.Ollama, 11434, "m")]), new HashSet<int>()),
        static place => place is { Origin.Port: 11434, Connection: null });

    private static List<(string Origin, string? Connection)> Places(string yaml, params int[] own) =>
        [.. LocalPlaces.Of(Build(yaml, []), own.ToHashSet()).Select(static place => (place.Origin.GetLeftPart(UriPartial.Authority), place.Connection?.Name))];
}
