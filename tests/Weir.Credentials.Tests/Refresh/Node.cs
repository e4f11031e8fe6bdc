using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Weir.Catalog;
using Weir.Credentials.OAuth;
using Weir.Credentials.Refresh;
using Weir.Credentials.Stores;
using Weir.Credentials.Tests.Kit;
using Weir.Credentials.Tests.Stores;

namespace Weir.Credentials.Tests.Refresh;

/// <summary>What one process has for the connection "work": a vault, keepers and leases of its own, in a data folder that others may share.</summary>
internal sealed class Node : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly OAuthClient _client;

    public Node(TokenServer server, StoreFolder folder, ManualTime time, ISecretStore? store = null)
    {
        _client = new OAuthClient(new SocketsHttpHandler { AllowAutoRedirect = false }, time);
        Time = time;
        folder.Migrate();
        Vault = new CredentialVault(folder.Choice([store ?? folder.FileStore()], store?.Name ?? "file"));
        Keepers = new TokenKeepers(Vault, new DatabaseLeases(folder.Database, time), time, NullLogger<TokenKeeper>.Instance);
        Kind = new OAuthMethodKind(Vault, new TokenEndpoint(_client), Keepers);
        Flow = new SignInFlow
        {
            Name = "device",
            Label = "Acme",
            Grant = "device-code",
            ClientId = "weir",
            TokenUrl = server.TokenUrl,
            RefreshEarly = 60,
            Headers = new Dictionary<string, string> { ["X-Account"] = "${account_id}", ["X-Unknown"] = "${nothing}" },
            BaseUrl = "https://api.${host}/v1",
        };
    }

    public ManualTime Time { get; }

    public CredentialVault Vault { get; }

    public TokenKeepers Keepers { get; }

    public OAuthMethodKind Kind { get; }

    public SignInFlow Flow { get; set; }

    public AuthOrder Order => new()
    {
        Connection = "work",
        Provider = Orders.Provider("openai") with { Flows = [Flow] },
        Environment = static _ => null,
    };

    public IAuthMethod Method => Kind.Create(Order).Method;

    /// <summary>Signs in: the first tokens, which end after <paramref name="lifetime"/>.</summary>
    public Task SignInAsync(TimeSpan lifetime) => Vault.WriteAsync(
        "work",
        new StoredCredential
        {
            Method = "oauth",
            Provider = "openai",
            Flow = "device",
            Access = new Secret("access-0"),
            Refresh = new Secret(TokenServer.RefreshOf(0)),
            ExpiresAt = Time.Now + lifetime,
            SavedAt = Time.Now,
            Facts = new Dictionary<string, string> { ["account_id"] = "acme-1", ["host"] = "acme.example" },
        },
        TestContext.Current.CancellationToken).AsTask();

    /// <summary>Reads what is in the store now.</summary>
    public Task<StoredCredential?> StoredAsync() => Vault.ReadAsync("work", TestContext.Current.CancellationToken).AsTask();

    /// <summary>Signs requests at once; gives the tokens they carry.</summary>
    public async Task<IReadOnlyCollection<string>> SignManyAsync(int count)
    {
        var method = Method;
        var tokens = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(async () => tokens.Add(await SignAsync(method)))));
        Assert.Equal(count, tokens.Count);
        return [.. tokens.Distinct()];
    }

    public Task<string> SignAsync(CancellationToken? cancellationToken = null) => SignAsync(Method, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Keepers.DisposeAsync();
        _client.Dispose();
    }

    private static async Task<string> SignAsync(IAuthMethod method, CancellationToken? cancellationToken = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://llm.example/v1/responses");
        await method.SignAsync(request, cancellationToken ?? TestContext.Current.CancellationToken);
        return request.Headers.Authorization!.Parameter!;
    }
}
