namespace Weir.Gateway.Sessions;

/// <summary>A test session that is wanted; its key is handed over beside it.</summary>
/// <param name="Provider">A catalogue id, or a connection whose settings it takes over.</param>
/// <param name="Span">How long it lives.</param>
/// <param name="Model">The model of its first message, or null.</param>
/// <param name="CreatedBy">Name of the admin key.</param>
internal sealed record NewSession(string Provider, TimeSpan Span, string? Model, string CreatedBy);
