using Weir.Routing.Configuration;

namespace Weir.Gateway.Admin;

/// <summary>From a configuration's problems to what the admin API and the command line show.</summary>
public static class ConfigNotes
{
    public static ConfigNote Of(ConfigProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return new(problem.Severity == ConfigSeverity.Error ? "error" : "warning", problem.File, problem.Line, problem.Column, problem.Path, problem.Message, problem.Suggestion);
    }
}
