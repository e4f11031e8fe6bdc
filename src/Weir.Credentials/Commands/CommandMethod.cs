using System.Net;
using Weir.Credentials.Methods;

namespace Weir.Credentials.Commands;

/// <summary>Signs with a token that a program prints or a file holds. One fetch at a time; what it gave is used until shortly before its end.</summary>
internal sealed class CommandMethod : IAuthMethod
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(1);

    private readonly TokenSource _source;
    private readonly string _placement;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn;
    private readonly Held _held;

    public CommandMethod(TokenSource source, string placement, TimeProvider time)
        : this(source, placement, time, new SemaphoreSlim(1), new Held())
    {
    }

    private CommandMethod(TokenSource source, string placement, TimeProvider time, SemaphoreSlim turn, Held held)
    {
        (_source, _placement, _time, _turn, _held) = (source, placement, time, turn, held);
    }

    public string Name => "command";

    public string Source => _source.Description;

    public string? Masked => _held.Current?.Token.Masked;

    public DateTimeOffset? ExpiresAt => _held.Current?.ToldEnd;

    public IAuthMethod At(string placement) => new CommandMethod(_source, placement, _time, _turn, _held);

    public async ValueTask SignAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var fetched = Fresh() ?? await FetchAsync(null, cancellationToken);
        await new ApiKeyMethod(fetched.Token, _placement, Source).SignAsync(request, cancellationToken);
    }

    /// <summary>Asks the program again. The same token once more is no new credential.</summary>
    public async ValueTask<bool> RenewAsync(HttpResponseMessage refused, CancellationToken cancellationToken)
    {
        if (refused.StatusCode != HttpStatusCode.Unauthorized)
        {
            return false;
        }

        var old = _held.Current;
        try
        {
            var now = await FetchAsync(old, cancellationToken);
            return old is null || now.Token.Reveal() != old.Token.Reveal();
        }
        catch (CredentialException)
        {
            return false;
        }
    }

    private Fetched? Fresh() => _held.Current is { } fetched && fetched.UseUntil > _time.GetUtcNow() ? fetched : null;

    private async Task<Fetched> FetchAsync(Fetched? refused, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (Fresh() is { } byAnother && byAnother != refused)
            {
                return byAnother;
            }

            var (token, end) = await _source.FetchAsync(cancellationToken);
            var now = _time.GetUtcNow();
            if (end <= now)
            {
                throw new CredentialException(CredentialFailure.SignInNeeded, $"The token of {_source.Description} ended at {end:u}.", "Sign in again with the vendor's own program.");
            }

            var fetched = new Fetched(token, end, end is { } told ? (told - Early > now ? told - Early : told) : now + _source.Lifetime);
            _held.Current = fetched;
            return fetched;
        }
        finally
        {
            _turn.Release();
        }
    }

    private sealed record Fetched(Secret Token, DateTimeOffset? ToldEnd, DateTimeOffset UseUntil);

    /// <summary>Shared by the same credential in several placements.</summary>
    private sealed class Held
    {
        private Fetched? _current;

        public Fetched? Current
        {
            get => Volatile.Read(ref _current);
            set => Volatile.Write(ref _current, value);
        }
    }
}
