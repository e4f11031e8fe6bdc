using Microsoft.AspNetCore.Http;
using Weir.Catalog;
using Weir.Credentials;
using Weir.Gateway.Pipeline;
using Weir.Metering.Keys;
using Weir.Routing.Targets;

namespace Weir.Gateway.Tests.Fakes;

/// <summary>Things that a test needs but says nothing about.</summary>
internal static class Some
{
    public static ClientKey Key { get; } = new() { Id = "key_test", Name = "test", Prefix = "weir-test", CreatedAt = DateTimeOffset.UnixEpoch };

    public static ClientKey AdminKey { get; } = Key with { Id = "key_admin", Name = "admin", IsAdmin = true };

    public static Connection Connection(string? baseUrl = "https://api.example.com/v1", SimulatorSettings? simulator = null) => new()
    {
        Name = "acme",
        Provider = new CatalogProvider
        {
            Id = "acme",
            Name = "Acme",
            Variables = [],
            KeyVariables = [],
            BaseUrl = baseUrl,
            Dialect = "openai-chat",
            KeyPlacement = "bearer",
            AuthMethods = [],
            ServesOpenAiChat = true,
            Models = new Dictionary<string, CatalogModel>(),
        },
        BaseUrl = baseUrl is null ? null : new Uri(baseUrl),
        Auth = new NoAuth(),
        Models = new Dictionary<string, CatalogModel>(),
        Simulator = simulator,
        Origin = "test",
    };

    public static Attempt Attempt() => new(new Target(Connection(), "m", null, "acme/m"), null, 0) { Status = 200 };

    /// <summary>A request to relay an answer for; a relay never looks at the snapshot.</summary>
    public static RequestContext Context(HttpContext http, Operation? operation = null) =>
        new(http, operation ?? Operations.ChatCompletions, Key, null!, "req_test", DateTimeOffset.UnixEpoch) { Stream = true };

    private sealed class NoAuth : IAuthMethod
    {
        public string Name => "none";

        public string Source => "nowhere";

        public string? Masked => null;

        public ValueTask SignAsync(HttpRequestMessage request, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
