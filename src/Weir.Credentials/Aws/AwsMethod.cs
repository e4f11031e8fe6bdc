using Weir.Credentials.Clouds;

namespace Weir.Credentials.Aws;

/// <summary>Signs requests with AWS keys, by Signature Version 4.</summary>
internal sealed class AwsMethod : IAuthMethod
{
    /// <summary>AWS takes stamps up to five minutes off; a difference below this is not why it refused.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(4);

    private readonly AuthOrder _order;
    private readonly TimeProvider _time;
    private readonly AwsKeyChain _chain;
    private readonly Renewed<AwsKeys> _keys;
    private long _skew;

    public AwsMethod(AuthOrder order, TimeProvider time)
    {
        _order = order;
        _time = time;
        _chain = new AwsKeyChain(order);
        _keys = new Renewed<AwsKeys>(_chain.FetchAsync, static keys => keys.EndsAt, time);
    }

    public string Name => AwsMethodKind.Word;

    public string Source => _chain.Source;

    public string? Masked => (_keys.Latest ?? _chain.Fixed) is { } keys ? new Secret(keys.Id).Masked : null;

    public AuthState State => _keys.State;

    public DateTimeOffset? ExpiresAt => _keys.EndsAt;

    public async ValueTask SignAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var keys = await _keys.GetAsync(cancellationToken);
        var region = _order.Environment.Read("AWS_REGION") ?? _order.Environment.Read("AWS_DEFAULT_REGION");
        var scope = SigningScope.Of(request.RequestUri!.IdnHost, _order.Settings.Region, region) ?? throw new CredentialException(
            CredentialFailure.Misconfigured,
            $"Nothing tells the AWS region of connection \"{_order.Connection}\".",
            "Set auth.region on the connection, or AWS_REGION.");
        await RequestSigner.SignAsync(request, keys, scope, _time.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _skew)), cancellationToken);
    }

    public ValueTask RefreshAsync(CancellationToken cancellationToken) => _keys.RefreshAsync(cancellationToken);

    /// <summary>
    /// A refusal may mean that our clock is off: then requests are stamped by the server's clock from now on. Else temporary keys may have been
    /// withdrawn: they are fetched again.
    /// </summary>
    public ValueTask<bool> RenewAsync(HttpResponseMessage refused, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(refused);
        if (refused.RequestMessage is not { } request)
        {
            return ValueTask.FromResult(false);
        }

        if (refused.Headers.Date is { } server && IsStampedOff(request, server))
        {
            Volatile.Write(ref _skew, (server - _time.GetUtcNow()).Ticks);
            return ValueTask.FromResult(true);
        }

        return _keys.Latest is { Session: not null } && (_chain.Fixed is null || _order.Settings.RoleArn is not null)
            ? _keys.ReplaceAsync(keys => IsSignedWith(request, keys), cancellationToken)
            : ValueTask.FromResult(false);
    }

    // What counts is the stamp on the request, not the clock now: of many refused requests each is sent again, one of them sets the clock.
    private static bool IsStampedOff(HttpRequestMessage request, DateTimeOffset server) =>
        request.Headers.NonValidated.TryGetValues(SignatureV4.DateHeader, out var stamps)
        && SignatureV4.ReadStamp(stamps.ToString()) is { } stamped
        && (server - stamped).Duration() > Tolerance;

    private static bool IsSignedWith(HttpRequestMessage request, AwsKeys keys) =>
        request.Headers.NonValidated.TryGetValues(SignatureV4.TokenHeader, out var values) && values.ToString() == keys.Session?.Reveal();
}
