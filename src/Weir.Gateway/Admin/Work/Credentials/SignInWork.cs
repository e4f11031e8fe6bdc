using Weir.Catalog;
using Weir.Credentials;
using Weir.Credentials.SignIn;
using Weir.Gateway.Admin.Credentials;
using Weir.Routing.Saved;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Admin.Work.Credentials;

/// <summary>Sign-ins: what a provider offers, the ones under way, and keys, which are done at once.</summary>
internal sealed class SignInWork(SnapshotHolder snapshots, SignIns signIns, ICredentialVault vault, ConnectionWork connections, SignInOffers offers, TimeProvider time)
{
    public SignInOffer Offer(string name) => offers.Of(Provider(name));

    public async Task<SignInEntry> StartAsync(SignInRequest request, CancellationToken cancellationToken)
    {
        var provider = Provider(request.Provider);
        var name = request.Connection ?? request.Provider;
        var offer = offers.Of(provider);
        var method = offer.Methods.FirstOrDefault(offered => (request.Method is null || offered.Method == request.Method) && (request.Flow is null || offered.Flow == request.Flow))
            ?? throw Invalid(
                $"\"{provider.Id}\" has no sign-in \"{request.Method}{(request.Flow is null ? "" : " " + request.Flow)}\".",
                $"It has {string.Join(", ", offer.Methods.Select(static offered => offered.Flow is null ? offered.Method : $"{offered.Method} {offered.Flow}"))}.");
        IReadOnlyDictionary<string, string> fields = Answers(method, request.Fields);
        SignInFlow? flow = null;
        if (method.Flow is { } flowName)
        {
            (flow, fields) = Flow(provider, flowName, name, fields);
        }

        var wanted = new SavedConnection
        {
            Name = name,
            Provider = provider.Id,
            AuthMethod = method.Method,
            BaseUrl = request.BaseUrl,
            Variables = SignInOffers.VariablesOf(provider, fields),
        };
        try
        {
            return method.TakesKey ? await KeepKeyAsync(wanted, request.Key, fields, cancellationToken)
                : flow is not null ? Of(await StartFlowAsync(flow, wanted, fields, request.Browser, cancellationToken))
                : await UseChainAsync(wanted, cancellationToken);
        }
        catch (CredentialException exception)
        {
            throw Refused(exception);
        }
    }

    public SignInEntry Find(string id) => Of(signIns.Find(id) ?? throw Missing());

    public SignInEntry Paste(string id, string text) => signIns.Paste(id, text.Trim()) ? Find(id) : throw Missing();

    public async Task<SignInEntry> CancelAsync(string id)
    {
        _ = signIns.Find(id) ?? throw Missing();
        await signIns.CancelAsync(id);
        return Find(id);
    }

    /// <summary>A failure of the credentials as the admin API tells it.</summary>
    public static AdminException Refused(CredentialException exception) => new(
        new AdminProblem
        {
            Title = "Credential",
            Status = exception.Kind == CredentialFailure.Unavailable ? 503 : 409,
            Detail = exception.Message,
            ErrorKind = exception.Kind == CredentialFailure.Unavailable ? "network_error" : "invalid_credentials",
            Action = exception.Action,
        },
        exception);

    private async Task<SignInEntry> KeepKeyAsync(SavedConnection wanted, string? key, IReadOnlyDictionary<string, string> fields, CancellationToken cancellationToken)
    {
        var text = key?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            throw Invalid("A key is needed.", "Paste it when asked, or send it on standard input with --key-stdin.");
        }

        if (text.Any(static letter => char.IsControl(letter) || letter > '~') && !text.StartsWith('{'))
        {
            throw Invalid("The key holds characters that no key has: perhaps more than the key was copied.", "Copy the key alone.");
        }

        await vault.WriteAsync(
            wanted.Name,
            new StoredCredential { Method = wanted.AuthMethod!, Provider = wanted.Provider, Access = new Secret(text), Facts = fields, SavedAt = time.GetUtcNow() },
            cancellationToken);
        await connections.EnsureAsync(wanted, cancellationToken);
        return Done(wanted, $"The key is kept in the {vault.Source}.");
    }

    /// <summary>Methods that find their credential by themselves: the connection is all there is to keep.</summary>
    private async Task<SignInEntry> UseChainAsync(SavedConnection wanted, CancellationToken cancellationToken)
    {
        await connections.EnsureAsync(wanted, cancellationToken);
        return Done(wanted, snapshots.Current.FindConnection(wanted.Name)?.Auth is { State: AuthState.Ready } auth ? $"It signs in by {auth.Source}." : "The connection is added.");
    }

    private (SignInFlow Flow, IReadOnlyDictionary<string, string> Answers) Flow(CatalogProvider provider, string flow, string connection, IReadOnlyDictionary<string, string> given)
    {
        try
        {
            return offers.Flow(provider, flow, snapshots.Current.Config.Connections.FirstOrDefault(block => block.Name == connection)?.Auth.ClientId, given);
        }
        catch (CredentialException exception)
        {
            throw Invalid(exception.Message, exception.Action);
        }
    }

    private Task<SignIn> StartFlowAsync(SignInFlow flow, SavedConnection wanted, IReadOnlyDictionary<string, string> fields, bool browser, CancellationToken cancellationToken) =>
        signIns.StartAsync(
            new SignInOrder { Connection = wanted.Name, Provider = wanted.Provider, Flow = flow, Fields = fields, MayListen = browser },
            (_, token) => connections.EnsureAsync(wanted, token),
            cancellationToken);

    private static Dictionary<string, string> Answers(SignInMethod method, IReadOnlyDictionary<string, string> given)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var question in method.Fields)
        {
            if ((given.GetValueOrDefault(question.Name) is { Length: > 0 } answer ? answer : question.Default) is { } text)
            {
                answers[question.Name] = text.Trim();
            }
            else if (!question.Optional)
            {
                throw Invalid($"\"{question.Name}\" is needed: {question.Label}.", $"Say --field {question.Name}=VALUE.");
            }
        }

        return answers;
    }

    private CatalogProvider Provider(string name)
    {
        var snapshot = snapshots.Current;
        return snapshot.FindConnection(name)?.Provider
            ?? (snapshot.Catalog.TryGetProvider(name, out var provider) ? provider
                : throw new AdminException(AdminProblem.NotFound($"There is no provider or connection \"{name}\".", "`weir providers list --all` shows all of them.")));
    }

    private static SignInEntry Done(SavedConnection wanted, string message) =>
        new() { Id = "", Connection = wanted.Name, Provider = wanted.Provider, Method = wanted.AuthMethod!, State = "done", Message = message };

    private static SignInEntry Of(SignIn view) => new()
    {
        Id = view.Id,
        Connection = view.Connection,
        Provider = view.Provider,
        Method = "oauth",
        State = view.State switch { SignInState.Waiting => "waiting", SignInState.Done => "done", _ => "failed" },
        Url = view.Step?.Url,
        UserCode = view.Step?.UserCode,
        ExpiresAt = view.Step?.ExpiresAt,
        TakesPaste = view.Step?.TakesPaste ?? false,
        Message = view.Message ?? view.Step?.Note,
        Action = view.Action,
    };

    private static AdminException Invalid(string detail, string action) => new(AdminProblem.Invalid(detail, action));

    private static AdminException Missing() => new(AdminProblem.NotFound("There is no such sign-in under way.", "Start it again: a restart of the gateway ends sign-ins."));
}
