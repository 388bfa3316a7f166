// SPDX-License-Identifier: GPL-3.0-or-later
#include "methods/Registry.h"

#include "methods/filters/Filters.h"
#include "methods/graft/GraftMethod.h"
#include "methods/grinstein/Grinstein.h"
#include "methods/musaic/Musaic.h"
#include "methods/networks/Networks.h"
#include "methods/perez/Perez.h"
#include "methods/statistics/Statistics.h"
#include "methods/tonegraft/Tonegraft.h"
#include "tonegraft/Error.h"

namespace tonegraft {

const std::vector<Method>& methodRegistry() {
    // As a musician looks for one: melodies and songs, then what has no melody, then the recipes
    // that others published.
    static const std::vector<Method> registry{
        tonegraftMethod(),  graftMethod(),     musaicMethod(),    statisticsMethod(),
        perezMethod(),      grinsteinMethod(), antogniniMethod(), gatysMethod(),
        vermaSmithMethod(), ulyanovMethod(),   dipaniMethod(),
    };
    return registry;
}

const Method& methodById(const std::string& id) {
    std::string known;
    for (const Method& method : methodRegistry()) {
        if (method.info.id == id) {
            return method;
        }
        known += (known.empty() ? "" : ", ") + method.info.id;
    }
    throw Error(MessageCode::unknownMethod, {id, known});
}

const std::vector<MethodInfo>& methods() {
    static const std::vector<MethodInfo> infos = [] {
        std::vector<MethodInfo> list;
        for (const Method& method : methodRegistry()) {
            list.push_back(method.info);
        }
        return list;
    }();
    return infos;
}

const MethodInfo& methodInfo(const std::string& id) {
    return methodById(id).info;
}

const ParameterInfo* MethodInfo::parameter(const std::string& parameterId) const {
    for (const ParameterInfo& candidate : parameters) {
        if (candidate.id == parameterId) {
            return &candidate;
        }
    }
    return nullptr;
}

} // namespace tonegraft
