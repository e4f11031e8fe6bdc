namespace Weir.Gateway.Admin.Credentials;

/// <summary>A sign-in that is wanted.</summary>
public sealed record SignInRequest
{
    /// <summary>A catalogue id or the name of a connection.</summary>
    public required string Provider { get; init; }

    /// <summary>The connection's name; null = the provider's id.</summary>
    public string? Connection { get; init; }

    /// <summary>One of the provider's methods; null = its usual one.</summary>
    public string? Method { get; init; }

    /// <summary>For <c>oauth</c>: which flow; null = the first.</summary>
    public string? Flow { get; init; }

    /// <summary>Answers to the method's questions.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();

    /// <summary>The key, for methods that take one.</summary>
    public string? Key { get; init; }

    /// <summary>Where to send requests instead of the provider's address.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>True when the person's browser runs on the gateway's machine.</summary>
    public bool Browser { get; init; }
}

/// <summary>What the browser came back with: the whole address, or the code in it.</summary>
public sealed record SignInPaste(string Text);
