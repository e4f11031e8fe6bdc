namespace Weir.Metering.Alerts;

/// <summary>Something to tell a person of, once.</summary>
/// <param name="Mark">Names the thing and its window: of those with one mark, one is told until <paramref name="Until"/>.</param>
/// <param name="Until">From when on it may be told again.</param>
/// <param name="Kind">One of <see cref="AlertKinds"/>.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Message">For a person, in a sentence.</param>
/// <param name="Facts">A JSON object without secrets.</param>
public sealed record NewAlert(string Mark, DateTimeOffset Until, string Kind, string Subject, string Message, string Facts);
