using System.Net.Http.Headers;
using Weir.Credentials;

namespace Weir.Gateway.Tests.Fakes;

/// <summary>Signs with one token after another; a failure in their place is thrown.</summary>
internal sealed class ScriptedAuth(params IReadOnlyList<object> tokens) : IAuthMethod
{
    private int _at;

    public string Name => "oauth";

    public string Source => "a script";

    public string? Masked => null;

    public int Renewals => _at;

    public ValueTask SignAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens[_at] is CredentialException failure ? throw failure : (string)tokens[_at]);
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> RenewAsync(HttpResponseMessage refused, CancellationToken cancellationToken)
    {
        Assert.NotNull(refused.RequestMessage);
        if (_at + 1 >= tokens.Count)
        {
            return ValueTask.FromResult(false);
        }

        return tokens[++_at] is CredentialException failure ? throw failure : ValueTask.FromResult(true);
    }
}
